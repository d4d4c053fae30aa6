package vedette.app.backup;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import vedette.app.config.BackupSettings;
import vedette.app.config.Config;
import vedette.app.config.Secret;
import vedette.app.config.SecretsSettings.OpenBaoSettings;
import vedette.app.config.Vaults;
import vedette.backup.BackupOptions;
import vedette.backup.BackupOptions.Elsewhere;
import vedette.backup.FileSet;
import vedette.backup.Retention;
import vedette.backup.layer.Layer;
import vedette.backup.target.Target;

/// Makes of the settings what the backup part understands.
final class BackupPlan {
  private BackupPlan() {}

  static BackupOptions options(Config config) {
    BackupSettings.Backup wish = config.backup();
    return new BackupOptions(
        wish.folder(config.directory()),
        wish.targets().stream().map(it -> elsewhere(it, config.openbao())).toList(),
        new Retention(wish.keepNewest(), wish.keepDays()),
        wish.prove());
  }

  static List<FileSet> sets(Config config) {
    return config.backup().sets().stream().map(it -> new FileSet(it.name(), it.paths())).toList();
  }

  private static Elsewhere elsewhere(BackupSettings.Target it, Optional<OpenBaoSettings> openbao) {
    Optional<Layer> layer =
        it.encrypt() == BackupSettings.Encrypt.NONE
            ? Optional.empty()
            : it.passphrase()
                .<Layer>map(secret -> new Layer.Passphrase(revealed(secret)))
                .or(() ->
                    it.transitKey()
                        .map(key ->
                            new Layer.Wrapping(
                                new TransitWrap(Vaults.of(openbao.orElseThrow()), key))));
    return new Elsewhere(
        it.name(),
        it.kind().name().toLowerCase(java.util.Locale.ROOT),
        target(it),
        layer,
        it.encrypt() != BackupSettings.Encrypt.ALL);
  }

  private static Target target(BackupSettings.Target it) {
    return switch (it.kind()) {
      case DIRECTORY -> new Target.Folder(it.path().orElseThrow());
      case SFTP ->
          new Target.Sftp(
              it.host().orElseThrow(),
              it.port(),
              it.user().orElseThrow(),
              it.hostKey().orElseThrow(),
              it.key(),
              it.password().map(BackupPlan::revealed),
              it.folder().orElseThrow());
      case WEBDAV ->
          new Target.WebDav(
              it.url().orElseThrow(), it.user(), it.password().map(BackupPlan::revealed), it.ca());
      case S3 ->
          new Target.S3(
              it.url().orElseThrow(),
              it.region(),
              it.bucket().orElseThrow(),
              it.folder().map(BackupPlan::prefix).orElse(""),
              revealed(it.accessKey().orElseThrow()),
              revealed(it.secretKey().orElseThrow()),
              it.ca());
      case RESTIC ->
          new Target.Restic(it.repository().orElseThrow(), revealed(it.password().orElseThrow()));
      case COMMAND -> new Target.Command(it.command());
    };
  }

  private static String prefix(String folder) {
    return folder.endsWith("/") ? folder : folder + "/";
  }

  private static Supplier<vedette.poll.Secret> revealed(Secret secret) {
    return () -> vedette.poll.Secret.of(secret.read());
  }
}
