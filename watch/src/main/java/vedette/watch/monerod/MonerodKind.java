package vedette.watch.monerod;

import java.util.List;
import vedette.poll.monerod.MonerodCall;
import vedette.watch.service.Measure;
import vedette.watch.service.ServiceFold;
import vedette.watch.service.ServiceKind;
import vedette.watch.service.Surroundings;
import vedette.watch.view.KindPage;

/// monerod as a kind of service.
public final class MonerodKind implements ServiceKind {
  @Override
  public String word() {
    return "monerod";
  }

  @Override
  public String title() {
    return "Monero";
  }

  @Override
  public String mainCall() {
    return MonerodCall.GET_INFO.call().name();
  }

  @Override
  public List<Measure> measures() {
    return MonerodMeasures.ALL;
  }

  @Override
  public Class<? extends KindPage> page() {
    return MonerodPage.class;
  }

  @Override
  public ServiceFold fold(String key, Surroundings around) {
    return new MonerodFold(around);
  }
}
