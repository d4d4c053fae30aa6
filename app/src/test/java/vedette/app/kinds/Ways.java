package vedette.app.kinds;

import static java.util.Map.entry;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import vedette.poll.Trouble;
import vedette.poll.backup.BackupAnswer;
import vedette.poll.backup.BackupService;
import vedette.poll.certificates.CertificatesAnswer;
import vedette.poll.electrum.ElectrumAnswer;
import vedette.poll.electrum.ElectrumCall;
import vedette.poll.lnd.LndAnswer;
import vedette.poll.lnd.LndCall;
import vedette.poll.lnd.WalletState;
import vedette.poll.machine.MachineAnswer;
import vedette.poll.monerod.MonerodAnswer;
import vedette.poll.monerod.MonerodCall;
import vedette.poll.openbao.Health;
import vedette.poll.openbao.OpenBaoAnswer;
import vedette.poll.openbao.OpenBaoService;
import vedette.poll.tor.TorAnswer;
import vedette.poll.units.UnitsAnswer;
import vedette.watch.backup.BackupKind;
import vedette.watch.certificates.CertificatesKind;
import vedette.watch.electrum.ElectrumKind;
import vedette.watch.lnd.LndKind;
import vedette.watch.machine.MachineKind;
import vedette.watch.monerod.MonerodKind;
import vedette.watch.openbao.OpenBaoKind;
import vedette.watch.service.ServiceKind;
import vedette.watch.tor.TorKind;
import vedette.watch.units.UnitsKind;
import vedette.watch.view.State;

/// How each kind of service comes into each way to be, and why it cannot where it cannot.
final class Ways {
  /// How it comes about, and what is then shown.
  record Scene(ServiceKind kind, Way way, State state, String word, Consumer<Life> script) {
    @Override
    public String toString() {
      return kind.title() + " " + way;
    }
  }

  static final List<Scene> SCENES = new ArrayList<>();

  /// By the kind's word: ways that it has not, and why.
  static final Map<String, Map<Way, String>> NOT =
      Map.of(
          "electrum",
          Map.of(
              Way.LOCKED, "it keeps nothing that could be locked",
              Way.RESTRICTED, "its protocol knows no rights",
              Way.UNAUTHORISED, "its protocol knows no login"),
          "lnd",
          Map.of(),
          "monerod",
          Map.of(Way.LOCKED, "it keeps no wallet"),
          "machine",
          Map.of(
              Way.STARTING, "Vedette runs on it",
              Way.SYNCING, "it follows nothing",
              Way.LOCKED, "Vedette runs on it",
              Way.UNAUTHORISED, "the kernel knows no login",
              Way.GONE, "Vedette runs on it"),
          "units",
          Map.of(
              Way.STARTING, "a unit that starts is no state of systemd",
              Way.SYNCING, "it follows nothing",
              Way.LOCKED, "anybody may look",
              Way.RESTRICTED, "anybody may look",
              Way.UNAUTHORISED, "anybody may look",
              Way.GONE, "systemd ends with the machine"),
          "certificates",
          Map.of(
              Way.STARTING, "they are files and handshakes",
              Way.SYNCING, "they are files and handshakes",
              Way.LOCKED, "they are public",
              Way.UNAUTHORISED, "they are public",
              Way.GONE, "each one that is away is told with its name"),
          "tor",
          Map.of(
              Way.SYNCING, "its way into the network is its start",
              Way.LOCKED, "it keeps nothing that could be locked",
              Way.RESTRICTED, "its control port lets in for all or for nothing"),
          "openbao",
          Map.of(
              Way.STARTING, "it does not answer before it can",
              Way.SYNCING, "it follows nothing",
              Way.UNAUTHORISED, "its health needs no login; a login that is refused: restricted"),
          "backup",
          Map.of(
              Way.SYNCING, "it follows nothing",
              Way.LOCKED, "a part of Vedette",
              Way.RESTRICTED, "a part of Vedette",
              Way.UNAUTHORISED, "a part of Vedette",
              Way.HANGING, "a part of Vedette",
              Way.GONE, "a part of Vedette"));

  /// Kinds whose troubles cannot be told from outside end with another than GONE.
  private static final Map<String, Trouble> ENDS =
      Map.ofEntries(
          entry("machine", Trouble.TIMEOUT),
          entry("units", Trouble.TIMEOUT),
          entry("certificates", Trouble.TIMEOUT),
          entry("backup", Trouble.TIMEOUT));

  private Ways() {}

  private static void add(
      ServiceKind kind, Way way, State state, String word, Consumer<Life> script) {
    SCENES.add(new Scene(kind, way, state, word, script));
  }

  /// What follows for every kind from how it is when it is well.
  private static void well(ServiceKind kind, State state, String word, Consumer<Life> up) {
    add(kind, Way.UP, state, word, up);
    add(kind, Way.STALE, State.STALE, "stale", up.andThen(Life::falls));
    Map<Way, String> not = NOT.getOrDefault(kind.word(), Map.of());
    if (!not.containsKey(Way.HANGING)) {
      add(kind, Way.HANGING, State.BAD, "hangs", up.andThen(it -> it.fails(Trouble.TIMEOUT)));
    }
    if (!not.containsKey(Way.GONE)) {
      add(kind, Way.GONE, State.GONE, "gone", up.andThen(it -> it.fails(Trouble.UNREACHABLE)));
    }
    Trouble ends = ENDS.getOrDefault(kind.word(), Trouble.UNREACHABLE);
    add(
        kind,
        Way.BACK,
        state,
        word,
        up.andThen(it -> it.fails(ends).passes(Duration.ofSeconds(40))).andThen(up));
  }

  private static void electrum() {
    ServiceKind kind = new ElectrumKind();
    String tip = ElectrumCall.TIP.call().name();
    Consumer<Life> up = it -> it.says(tip, new ElectrumAnswer.Tip(800_000, "aa", 1_795_000_000));
    well(kind, State.OK, "answers", up);
    add(
        kind,
        Way.STARTING,
        State.STARTING,
        "starting",
        it ->
            it.fails(Trouble.UNREACHABLE)
                .says(
                    ElectrumCall.METRICS.call().name(),
                    new ElectrumAnswer.ElectrsMetrics(
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.of(0),
                        OptionalDouble.empty(),
                        OptionalLong.of(1)))
                .fails(Trouble.UNREACHABLE));
    add(
        kind,
        Way.SYNCING,
        State.SYNCING,
        "indexing",
        up.andThen(it -> it.fails(ElectrumCall.FEATURES.call().name(), Trouble.STARTING)));
  }

  private static void lnd() {
    ServiceKind kind = new LndKind();
    String info = LndCall.GETINFO.call().name();
    Consumer<Life> open = state(WalletState.SERVER_ACTIVE);
    well(kind, State.OK, "synced", open.andThen(it -> it.says(info, info(true))));
    add(kind, Way.STARTING, State.STARTING, "starting", state(WalletState.UNLOCKED));
    add(
        kind,
        Way.SYNCING,
        State.SYNCING,
        "syncing",
        open.andThen(it -> it.says(info, info(false))));
    add(kind, Way.LOCKED, State.LOCKED, "wallet locked", state(WalletState.LOCKED));
    add(
        kind,
        Way.RESTRICTED,
        State.BAD,
        "not allowed",
        open.andThen(it -> it.fails(info, Trouble.FORBIDDEN)));
    add(
        kind,
        Way.UNAUTHORISED,
        State.BAD,
        "unauthorised",
        open.andThen(it -> it.fails(info, Trouble.UNAUTHORIZED)));
  }

  private static Consumer<Life> state(WalletState state) {
    return it -> it.says(LndCall.STATE.call().name(), new LndAnswer.State(state));
  }

  private static LndAnswer.NodeInfo info(boolean synced) {
    return new LndAnswer.NodeInfo(
        "0.21.2-beta",
        Optional.of("attic"),
        "02" + "d1".repeat(32),
        Optional.of("mainnet"),
        900_000,
        "00",
        OptionalLong.of(1_795_700_000),
        synced,
        Optional.of(true),
        Optional.of(true),
        1,
        0,
        0,
        1);
  }

  private static void monerod() {
    ServiceKind kind = new MonerodKind();
    String info = MonerodCall.GET_INFO.call().name();
    well(kind, State.OK, "at the tip", it -> it.says(info, overview(it, true, 12, 0, false)));
    add(
        kind,
        Way.STARTING,
        State.STARTING,
        "starting",
        it -> it.says(info, overview(it, false, 0, 0, false)));
    add(
        kind,
        Way.SYNCING,
        State.SYNCING,
        "syncing",
        it -> it.says(info, overview(it, false, 12, 500, false)));
    add(
        kind,
        Way.RESTRICTED,
        State.OK,
        "at the tip, restricted",
        it -> it.says(info, overview(it, true, -1, 0, true)));
    add(
        kind,
        Way.UNAUTHORISED,
        State.BAD,
        "wrong credentials",
        it -> it.fails(Trouble.UNAUTHORIZED));
  }

  private static MonerodAnswer.Overview overview(
      Life life, boolean synchronised, long peers, long behind, boolean restricted) {
    OptionalLong none = OptionalLong.empty();
    OptionalLong out = peers < 0 ? none : OptionalLong.of(peers);
    return new MonerodAnswer.Overview(
        "mainnet",
        3_000_000,
        behind == 0 ? none : OptionalLong.of(3_000_000 + behind),
        "aa",
        synchronised,
        !synchronised,
        false,
        restricted,
        false,
        none,
        out,
        out,
        none,
        none,
        none,
        none,
        none,
        none,
        OptionalDouble.empty(),
        restricted ? none : OptionalLong.of(life.now().getEpochSecond() - 10),
        none,
        none,
        Optional.empty(),
        Optional.empty(),
        none,
        none);
  }

  private static void machine() {
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
    well(
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
    add(
        kind,
        Way.RESTRICTED,
        State.WARN,
        "disks cannot be looked at",
        load.andThen(it -> it.fails("disks", Trouble.FORBIDDEN)));
  }

  private static void units() {
    well(
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

  private static void certificates() {
    ServiceKind kind = new CertificatesKind();
    well(
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
    add(
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

  private static void tor() {
    ServiceKind kind = new TorKind();
    well(kind, State.OK, "in the Tor network", it -> it.says("status", bootstrapped(100)));
    add(
        kind,
        Way.STARTING,
        State.STARTING,
        "reaching the network, 45 %",
        it -> it.says("status", bootstrapped(45)));
    add(
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

  private static void openbao() {
    ServiceKind kind = OpenBaoKind.INSTANCE;
    well(
        kind,
        State.OK,
        "unsealed",
        it -> it.says(OpenBaoService.HEALTH, new OpenBaoAnswer(health(false), List.of())));
    add(
        kind,
        Way.LOCKED,
        State.LOCKED,
        "sealed",
        it -> it.says(OpenBaoService.HEALTH, new OpenBaoAnswer(health(true), List.of())));
    add(
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

  private static void backup() {
    ServiceKind kind = BackupKind.INSTANCE;
    well(kind, State.OK, "in safety", it -> it.says(BackupService.STATUS, kept(it.now(), true)));
    add(
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

  static {
    electrum();
    lnd();
    monerod();
    machine();
    units();
    certificates();
    tor();
    openbao();
    backup();
  }

  static Stream<Scene> all() {
    return SCENES.stream();
  }
}
