package vedette.app.kinds;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import vedette.poll.Trouble;
import vedette.poll.certificates.CertificatesAnswer;
import vedette.poll.machine.MachineAnswer;
import vedette.poll.tor.TorAnswer;
import vedette.poll.units.UnitsAnswer;
import vedette.watch.certificates.CertificatesKind;
import vedette.watch.machine.MachineKind;
import vedette.watch.service.ServiceKind;
import vedette.watch.tor.TorKind;
import vedette.watch.units.UnitsKind;
import vedette.watch.view.State;

/// How what belongs to the host comes into each way to be: the machine, its units, certificates and
/// Tor.
final class HostWays {
  private HostWays() {}

  static void stage(Scenes scenes) {
    machine(scenes);
    units(scenes);
    certificates(scenes);
    tor(scenes);
  }

  private static void machine(Scenes scenes) {
    ServiceKind kind = new MachineKind();
    OptionalLong some = OptionalLong.of(8_000_000_000L);
    Consumer<Life> load =
        it ->
            it.says(
                "load",
                new MachineAnswer.Load(
                    some,
                    some,
                    OptionalLong.of(0),
                    OptionalLong.of(0),
                    OptionalDouble.of(1),
                    OptionalDouble.of(1),
                    OptionalDouble.of(1),
                    OptionalInt.of(4),
                    Optional.of(Duration.ofDays(3)),
                    List.of()));
    scenes.well(
        kind,
        State.OK,
        "runs",
        load.andThen(it ->
            it.says(
                "disks",
                new MachineAnswer.Disks(
                    List.of(
                        new MachineAnswer.Disk(
                            "/", "/dev/a", "ext4", false, some, OptionalLong.of(1), some))))));
    scenes.add(
        kind,
        Way.RESTRICTED,
        State.WARN,
        "disks cannot be looked at",
        load.andThen(it -> it.fails("disks", Trouble.FORBIDDEN)));
  }

  private static void units(Scenes scenes) {
    scenes.well(
        new UnitsKind(),
        State.OK,
        "1 unit runs",
        it ->
            it.says(
                "units",
                new UnitsAnswer(
                    List.of(
                        new UnitsAnswer.Unit(
                            "lnd.service",
                            "loaded",
                            "active",
                            "running",
                            "success",
                            OptionalLong.of(0),
                            OptionalLong.empty(),
                            Optional.of(Duration.ofMinutes(10)))))));
  }

  private static void certificates(Scenes scenes) {
    ServiceKind kind = new CertificatesKind();
    scenes.well(
        kind,
        State.OK,
        "all are valid",
        it ->
            it.says(
                "files",
                new CertificatesAnswer(
                    List.of(
                        new CertificatesAnswer.Seen(
                            "/lnd/tls.cert",
                            Optional.of("lnd"),
                            Optional.of(it.now().minusSeconds(86_400)),
                            Optional.of(it.now().plusSeconds(86_400L * 300)),
                            Optional.empty())))));
    scenes.add(
        kind,
        Way.RESTRICTED,
        State.WARN,
        "one cannot be looked at",
        it ->
            it.says(
                "files",
                new CertificatesAnswer(
                    List.of(
                        new CertificatesAnswer.Seen(
                            "/lnd/tls.cert",
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of("may not be read by this user"))))));
  }

  private static void tor(Scenes scenes) {
    ServiceKind kind = new TorKind();
    scenes.well(kind, State.OK, "in the Tor network", it -> it.says("status", bootstrapped(100)));
    scenes.add(
        kind,
        Way.STARTING,
        State.STARTING,
        "reaching the network, 45 %",
        it -> it.says("status", bootstrapped(45)));
    scenes.add(
        kind,
        Way.UNAUTHORISED,
        State.BAD,
        "wrong credentials",
        it -> it.fails(Trouble.UNAUTHORIZED));
  }

  private static TorAnswer.Status bootstrapped(int progress) {
    return new TorAnswer.Status(
        "0.4.9.11",
        OptionalInt.of(progress),
        "Loading relay descriptors",
        Optional.empty(),
        progress == 100,
        3,
        OptionalLong.of(1_000),
        OptionalLong.of(200),
        Optional.of(Duration.ofHours(1)));
  }
}
