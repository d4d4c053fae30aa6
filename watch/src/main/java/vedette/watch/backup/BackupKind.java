package vedette.watch.backup;

import java.util.List;
import vedette.poll.backup.BackupService;
import vedette.watch.service.Measure;
import vedette.watch.service.ServiceFold;
import vedette.watch.service.ServiceKind;
import vedette.watch.service.Surroundings;
import vedette.watch.view.KindPage;

/// Backups, watched like a service.
public final class BackupKind implements ServiceKind {
  /// The only one.
  public static final BackupKind INSTANCE = new BackupKind();

  private BackupKind() {}

  @Override
  public String word() {
    return "backup";
  }

  @Override
  public String title() {
    return "Backups";
  }

  @Override
  public String mainCall() {
    return BackupService.STATUS;
  }

  @Override
  public List<Measure> measures() {
    return BackupMeasures.ALL;
  }

  @Override
  public Class<? extends KindPage> page() {
    return BackupPage.class;
  }

  @Override
  public ServiceFold fold(String key, Surroundings around) {
    return new BackupFold(around);
  }
}
