package vedette.watch.lnd;

import java.util.List;
import vedette.poll.lnd.LndCall;
import vedette.watch.service.Measure;
import vedette.watch.service.ServiceFold;
import vedette.watch.service.ServiceKind;
import vedette.watch.service.Surroundings;

/// LND, the Lightning node.
public record LndKind() implements ServiceKind {
  @Override
  public String word() {
    return "lnd";
  }

  @Override
  public String title() {
    return "LND";
  }

  @Override
  public String mainCall() {
    return LndCall.STATE.call().name();
  }

  @Override
  public List<Measure> measures() {
    return LndMeasures.ALL;
  }

  @Override
  public Class<LightningPage> page() {
    return LightningPage.class;
  }

  @Override
  public ServiceFold fold(String key, Surroundings around) {
    return new LndFold(around);
  }
}
