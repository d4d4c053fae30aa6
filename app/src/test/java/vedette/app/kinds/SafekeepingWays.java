package vedette.app.kinds;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import vedette.poll.backup.BackupAnswer;
import vedette.poll.backup.BackupService;
import vedette.poll.openbao.Health;
import vedette.poll.openbao.OpenBaoAnswer;
import vedette.poll.openbao.OpenBaoService;
import vedette.watch.backup.BackupKind;
import vedette.watch.openbao.OpenBaoKind;
import vedette.watch.service.ServiceKind;
import vedette.watch.view.State;

/// How what keeps things safe comes into each way to be: OpenBao and backups.
final class SafekeepingWays {
  private SafekeepingWays() {}

  static void stage(Scenes scenes) {
    openbao(scenes);
    backup(scenes);
  }

  private static void openbao(Scenes scenes) {
    ServiceKind kind = OpenBaoKind.INSTANCE;
    scenes.well(
        kind,
        State.OK,
        "unsealed",
        it -> it.says(OpenBaoService.HEALTH, new OpenBaoAnswer(health(false), List.of())));
    scenes.add(
        kind,
        Way.LOCKED,
        State.LOCKED,
        "sealed",
        it -> it.says(OpenBaoService.HEALTH, new OpenBaoAnswer(health(true), List.of())));
    scenes.add(
        kind,
        Way.RESTRICTED,
        State.WARN,
        "a secret is not to be had",
        it ->
            it.says(
                OpenBaoService.HEALTH,
                new OpenBaoAnswer(
                    health(false),
                    List.of(
                        new OpenBaoAnswer.Kept(
                            "vedette/rpc#password", false, OptionalLong.empty(), "not allowed")))));
  }

  private static Health health(boolean sealed) {
    return new Health(true, sealed, false, "2.6.2");
  }

  private static void backup(Scenes scenes) {
    ServiceKind kind = BackupKind.INSTANCE;
    scenes.well(
        kind, State.OK, "in safety", it -> it.says(BackupService.STATUS, kept(it.now(), true)));
    scenes.add(
        kind,
        Way.STARTING,
        State.STARTING,
        "looking",
        it -> it.says(BackupService.STATUS, kept(it.now(), false)));
  }

  private static BackupAnswer kept(Instant now, boolean looked) {
    OptionalLong at = OptionalLong.of(now.toEpochMilli());
    return new BackupAnswer(
        List.of(
            new BackupAnswer.Stream(
                "scb/lnd",
                true,
                OptionalInt.of(4),
                OptionalInt.of(4),
                looked,
                looked ? at : OptionalLong.empty(),
                OptionalLong.empty(),
                at,
                at,
                OptionalLong.empty(),
                "",
                0)),
        List.of(
            new BackupAnswer.Place(
                "local", "directory", false, 1, 0, at, at, "", OptionalLong.empty(), 0)),
        List.of());
  }
}
