package vedette.watch.truebit;

import java.util.List;
import vedette.poll.truebit.Truebit;
import vedette.watch.service.Measure;
import vedette.watch.service.ServiceFold;
import vedette.watch.service.ServiceKind;
import vedette.watch.service.Surroundings;
import vedette.watch.view.KindPage;

/// TrueBit runner nodes.
public final class TruebitKind implements ServiceKind {
  /// The one there is.
  public static final TruebitKind TRUEBIT = new TruebitKind();

  private TruebitKind() {}

  @Override
  public String word() {
    return "truebit";
  }

  @Override
  public String title() {
    return "TrueBit";
  }

  @Override
  public String mainCall() {
    return Truebit.LOG;
  }

  @Override
  public List<Measure> measures() {
    return TruebitMeasures.ALL;
  }

  @Override
  public Class<? extends KindPage> page() {
    return TruebitPage.class;
  }

  @Override
  public ServiceFold fold(String key, Surroundings around) {
    return new TruebitFold(around);
  }
}
