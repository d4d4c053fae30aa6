package vedette.watch.electrum;

import java.util.List;
import vedette.poll.electrum.ElectrumCall;
import vedette.watch.service.Measure;
import vedette.watch.service.ServiceFold;
import vedette.watch.service.ServiceKind;
import vedette.watch.service.Surroundings;
import vedette.watch.view.KindPage;

/// Electrum servers: electrs, Fulcrum and any other that speaks the protocol.
public record ElectrumKind() implements ServiceKind {
  @Override
  public String word() {
    return "electrum";
  }

  @Override
  public String title() {
    return "Electrum";
  }

  @Override
  public String mainCall() {
    return ElectrumCall.TIP.call().name();
  }

  @Override
  public List<Measure> measures() {
    return ElectrumMeasures.ALL;
  }

  @Override
  public Class<? extends KindPage> page() {
    return ElectrumPage.class;
  }

  @Override
  public ServiceFold fold(String key, Surroundings around) {
    return new ElectrumFold(around);
  }
}
