package vedette.watch.machine;

import java.util.List;
import vedette.watch.service.Measure;
import vedette.watch.service.ServiceFold;
import vedette.watch.service.ServiceKind;
import vedette.watch.service.Surroundings;
import vedette.watch.view.KindPage;

/// The machine that Vedette runs on.
public record MachineKind() implements ServiceKind {
  @Override
  public String word() {
    return "machine";
  }

  @Override
  public String title() {
    return "Machine";
  }

  @Override
  public String mainCall() {
    return "load";
  }

  @Override
  public List<Measure> measures() {
    return MachineMeasures.ALL;
  }

  @Override
  public Class<? extends KindPage> page() {
    return MachinePage.class;
  }

  @Override
  public ServiceFold fold(String key, Surroundings around) {
    return new MachineFold(around);
  }
}
