package vedette.tap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.event.Event;
import vedette.event.VedetteEvent;
import vedette.event.VedetteEvent.Node.State;

/// A tap follows its nodes: before they start, across restarts and upgrades, in containers.
@NeedsKernel
class FollowTest {
  private static final String[] LIFE = {"--rate", "8000", "--count", "8000", "--seed", "9"};

  @TempDir Path folder;

  private Path report(String name) {
    return folder.resolve(name + ".report");
  }

  /// It stays until it is let go: what a node has fired is told whenever it is read, but that it
  /// appeared only of one that is there.
  private static Node life(Path program, Path report) {
    return Node.run(staying(program, report));
  }

  private static List<String> staying(Path program, Path report) {
    List<String> command = new ArrayList<>(command(program, report));
    command.add("--stay");
    return command;
  }

  /// Follows a life to its end.
  private static void follow(Tap tap, Node node, List<Event> events) {
    pollUntil(tap, events::add, () -> said(events, State.APPEARED, node.pid()));
    node.leave().drain(tap, events::add);
  }

  private static List<String> command(Path program, Path report) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(LIFE));
    command.addAll(List.of("--report", report.toString()));
    return command;
  }

  /// Polls until something is so.
  private static void pollUntil(Tap tap, Consumer<? super Event> consumer, BooleanSupplier done) {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
    while (!done.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited for three minutes").isLessThan(end);
      tap.poll(Duration.ofMillis(50), consumer);
    }
  }

  private static boolean said(List<Event> events, State state, int pid) {
    return Live.nodes(events).stream()
        .anyMatch(node -> node.state() == state && node.origin().node().pid() == pid);
  }

  private static VedetteEvent.Node appearance(List<Event> events, int pid) {
    return Live.nodes(events).stream()
        .filter(it -> it.state() == State.APPEARED && it.origin().node().pid() == pid)
        .findFirst()
        .orElseThrow();
  }

  private static List<Fired> of(List<Event> events, int pid) {
    return Fired.all(events.stream().filter(event -> event.origin().node().pid() == pid).toList());
  }

  /// Start times are told in hundredths of a second; what starts later than this after an attach is
  /// known to have started after it.
  private static void tick(Tap tap, Consumer<? super Event> consumer) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(60);
    pollUntil(tap, consumer, () -> System.nanoTime() > end);
  }

  /// What was delivered is what the node fired, and that is all that happens in such a life: a node
  /// goes on unseen where it is not attached.
  private void assertSeenFromTheStart(List<Fired> delivered, Path program, String name) {
    Path whole = report(name + "-whole");
    List<String> command = new ArrayList<>(command(program, whole));
    command.add("--no-semaphores");
    try (Node node = Node.run(command)) {
      node.summary();
    }
    Live.assertSame(delivered, Report.fired(report(name)));
    Live.assertSame(delivered, Report.fired(whole));
  }

  @Test
  void aNodeThatStartsLaterIsSeenFromItsFirstEvent() {
    Path program = Programs.demo(folder);
    List<Event> events = new ArrayList<>();
    try (Tap tap = Live.open(program)) {
      tick(tap, events::add);
      assertThat(events).isEmpty();
      try (Node node = life(program, report("one"))) {
        follow(tap, node, events);
        assertSeenFromTheStart(Fired.all(events), program, "one");
        VedetteEvent.Node appeared = appearance(events, node.pid());
        assertThat(appeared).isSameAs(events.getFirst());
        assertThat(appeared.gapPossible()).isFalse();
        assertThat(appeared.executable()).isEqualTo(program.toString());
        assertThat(appeared.attached()).hasSize(20);
        assertThat(appeared.missing()).isEmpty();
        pollUntil(tap, events::add, () -> said(events, State.GONE, node.pid()));
        assertThat(events.getLast()).isInstanceOf(VedetteEvent.Node.class);
      }
    }
  }

  @Test
  void aNodeThatRanBeforeMayHaveBeenMissed() {
    Path program = Programs.demo(folder);
    List<Event> events = new ArrayList<>();
    try (Node node = Node.start(program, "--rate", "500");
        Tap tap = Live.open(program)) {
      pollUntil(tap, events::add, () -> said(events, State.APPEARED, node.pid()));
      assertThat(appearance(events, node.pid()).gapPossible()).isTrue();
    }
  }

  @Test
  void nothingIsLostAcrossAKillAndARestart() {
    Path program = Programs.demo(folder);
    List<Event> events = new ArrayList<>();
    try (Tap tap = Live.open(program)) {
      tick(tap, events::add);
      int killed;
      try (Node node = Node.start(program, "--rate", "2000")) {
        pollUntil(tap, events::add, () -> Fired.real(events).count() > 500);
        node.kill();
        killed = node.pid();
      }
      try (Node node = life(program, report("again"))) {
        follow(tap, node, events);
        assertSeenFromTheStart(of(events, node.pid()), program, "again");
        assertThat(appearance(events, node.pid()).gapPossible()).isFalse();
        pollUntil(tap, events::add, () -> said(events, State.GONE, killed));
        assertThat(tap.attached()).isEqualTo(1);
      }
    }
  }

  /// The new build has other offsets and five tracepoints more.
  @Test
  void aNewBuildIsAttachedBeforeItIsStarted() throws IOException {
    Path program = folder.resolve("bitcoind-" + ProcessHandle.current().pid());
    Files.move(Programs.demo28(folder), program);
    List<Event> events = new ArrayList<>();
    try (Tap tap = Live.open(program);
        Node old = Node.start(program, "--rate", "200")) {
      pollUntil(tap, events::add, () -> Fired.real(events).count() > 20);
      Files.move(Programs.demo(folder), program, StandardCopyOption.REPLACE_EXISTING);
      pollUntil(tap, events::add, () -> tap.attached() == 2);
      tick(tap, events::add);
      try (Node node = life(program, report("new"))) {
        follow(tap, node, events);
        assertSeenFromTheStart(of(events, node.pid()), program, "new");
        VedetteEvent.Node appeared = appearance(events, node.pid());
        assertThat(appeared.gapPossible()).isFalse();
        assertThat(appeared.attached()).hasSize(20);
        assertThat(appearance(events, old.pid()).attached()).hasSize(15);
      }
      int before = of(events, old.pid()).size();
      pollUntil(tap, events::add, () -> of(events, old.pid()).size() > before);
      old.kill();
      pollUntil(tap, events::add, () -> tap.attached() == 1);
    }
  }

  @Test
  void aPidFileIsFollowedAcrossARestartAndNobodyElseIsSeen() throws IOException {
    Path program = Programs.demo(folder);
    Path pidFile = folder.resolve("bitcoind.pid");
    List<Event> events = new ArrayList<>();
    try (Node other = Node.start(program, "--rate", "500");
        Tap tap = Tap.open(Live.options(new Target.PidFile(pidFile)))) {
      assertThat(tap.attached()).isZero();
      int first;
      try (Node node = withPidFile(pidFile, List.of(program.toString(), "--rate", "500"))) {
        pollUntil(tap, events::add, () -> of(events, node.pid()).size() > 50);
        first = node.pid();
        node.kill();
      }
      pollUntil(tap, events::add, () -> said(events, State.GONE, first));
      try (Node node = withPidFile(pidFile, staying(program, report("again")))) {
        follow(tap, node, events);
        assertSeenFromTheStart(of(events, node.pid()), program, "again");
        assertThat(appearance(events, node.pid()).gapPossible()).isFalse();
      }
      assertThat(of(events, other.pid())).isEmpty();
      assertThat(other.running()).isTrue();
    }
  }

  /// As one does that is killed: its number stays in the file.
  @Test
  void whatANodeOfAPidFileFiredIsSeenAfterItHasEnded() throws IOException {
    Path program = Programs.demo(folder);
    Path pidFile = folder.resolve("bitcoind.pid");
    List<Event> events = new ArrayList<>();
    try (Tap tap = Tap.open(Live.options(new Target.PidFile(pidFile)))) {
      try (Node node = withPidFile(pidFile, List.of(program.toString(), "--rate", "500"))) {
        pollUntil(tap, events::add, () -> of(events, node.pid()).size() > 50);
        node.kill();
        pollUntil(tap, events::add, () -> said(events, State.GONE, node.pid()));
      }
      try (Node node = withPidFile(pidFile, command(program, report("again")))) {
        node.summary();
        tap.flush(events::add);
        Live.assertSame(of(events, node.pid()), Report.fired(report("again")));
      }
    }
  }

  /// As bitcoind does: its own number is in the file before anything happens.
  private static Node withPidFile(Path file, List<String> command) {
    List<String> shell =
        new ArrayList<>(List.of("sh", "-c", "echo $$ >\"$0\"; exec \"$@\"", file.toString()));
    shell.addAll(command);
    return Node.run(shell);
  }

  /// All that the process fired comes before the tap has ended.
  @Test
  void onePidIsWatchedToItsEndAndNobodyElseIsSeen() {
    Path program = Programs.demo(folder);
    List<Event> events = new ArrayList<>();
    List<String> waiting = new ArrayList<>(command(program, report("one")));
    waiting.addAll(List.of("--leash", "--rate", "0"));
    try (Node other = Node.start(program, "--rate", "500");
        Node node = Node.run(waiting);
        Tap tap = Tap.open(Live.options(new Target.Pid(node.pid())))) {
      node.begin();
      for (Event event : tap) {
        events.add(event);
      }
      assertThat(tap.ended()).isTrue();
      assertThat(tap.stats().complete()).isTrue();
      Live.assertSame(Fired.all(events), Report.fired(report("one")));
      assertThat(events.getFirst()).isInstanceOf(VedetteEvent.Node.class);
      assertThat(events.getLast())
          .isInstanceOfSatisfying(
              VedetteEvent.Node.class, it -> assertThat(it.state()).isEqualTo(State.GONE));
      assertThat(events)
          .allSatisfy(event ->
              assertThat(event.origin().node())
                  .isEqualTo(
                      new vedette.event.NodeId(node.pid(), program.getFileName().toString())));
      assertThat(other.running()).isTrue();
    }
  }

  /// A consumer that is busy while the node fires its last events and ends.
  @Test
  void whatANodeFiredBeforeItEndedComesBeforeTheWordThatItIsGone() {
    Path program = Programs.demo(folder);
    List<Event> events = new ArrayList<>();
    List<String> waiting = new ArrayList<>(command(program, report("one")));
    waiting.add("--leash");
    try (Node node = Node.run(waiting);
        Tap tap = Tap.open(Live.options(new Target.Pid(node.pid())))) {
      node.begin();
      while (!tap.ended()) {
        tap.poll(
            Duration.ofSeconds(1),
            event -> {
              if (events.size() == 100) {
                node.summary();
              }
              events.add(event);
            });
      }
      Live.assertSame(Fired.all(events), Report.fired(report("one")));
      assertThat(events.getLast())
          .isInstanceOfSatisfying(
              VedetteEvent.Node.class, it -> assertThat(it.state()).isEqualTo(State.GONE));
    }
  }

  @Test
  void twoNodesOfOneBinaryAreToldApart() {
    Path program = Programs.demo(folder);
    List<Event> events = new ArrayList<>();
    try (Tap tap =
            Tap.open(
                Live.options(new Target.EveryNode(List.of(program.getFileName().toString()))));
        Node one = Node.start(program, arguments("one"));
        Node two = Node.start(program, arguments("two"))) {
      pollUntil(tap, events::add, () -> tap.attached() == 1);
      one.begin();
      two.begin();
      one.drain(tap, events::add);
      two.drain(tap, events::add);
      Live.assertSame(of(events, one.pid()), Report.fired(report("one")));
      Live.assertSame(of(events, two.pid()), Report.fired(report("two")));
    }
  }

  private String[] arguments(String name) {
    List<String> arguments = new ArrayList<>(List.of(LIFE));
    arguments.addAll(List.of("--leash", "--seed", name, "--report", report(name).toString()));
    arguments.set(arguments.indexOf(name), name.equals("one") ? "11" : "12");
    return arguments.toArray(new String[0]);
  }

  /// In a container the node sees another path and another number of its own.
  @Test
  void aNodeInNamespacesOfItsOwnIsFound() {
    Path program = Programs.demo(folder);
    List<String> contained = new ArrayList<>(List.of("unshare", "--pid", "--fork", "--mount-proc"));
    contained.addAll(command(program, report("contained")));
    contained.add("--leash");
    List<Event> events = new ArrayList<>();
    try (Node node = Node.run(contained);
        Tap tap =
            Tap.open(
                Live.options(new Target.EveryNode(List.of(program.getFileName().toString()))))) {
      pollUntil(tap, events::add, () -> !events.isEmpty());
      long outside = node.process().children().findFirst().orElseThrow().pid();
      node.begin().drain(tap, events::add);
      Live.assertSame(of(events, (int) outside), Report.fired(report("contained")));
    }
  }

  /// Containers of one image: each has its own mount of the same file, and each mount looks like
  /// another file. The kernel runs both programs at each hit; each event arrives once.
  @Test
  void twoContainersOfOneImageDoNotDoubleTheirEvents() throws IOException {
    Path image = Files.createDirectory(folder.resolve("image"));
    Path program = Programs.odd(image);
    assumeOverlay(image);
    List<Event> events = new ArrayList<>();
    try (Node one = container(image, program, "one");
        Node two = container(image, program, "two");
        Tap tap =
            Tap.open(
                TapOptions.defaults()
                    .withTarget(new Target.EveryNode(List.of(program.getFileName().toString()))))) {
      pollUntil(tap, events::add, () -> tap.attached() == 2);
      one.go().drain(tap, events::add);
      two.go().drain(tap, events::add);
      assertThat(Live.nodes(events).stream().filter(it -> it.state() == State.APPEARED)).hasSize(2);
      assertThat(of(events, one.pid())).hasSize(28).isEqualTo(of(events, two.pid()));
      assertThat(Fired.real(events)).hasSize(2 * 28);
      assertThat(tap.stats().complete()).isTrue();
    }
  }

  private Node container(Path image, Path program, String name) throws IOException {
    Path root = Files.createDirectory(folder.resolve(name));
    for (String part : List.of("upper", "work", "merged")) {
      Files.createDirectory(root.resolve(part));
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                "unshare",
                "--mount",
                "sh",
                "-c",
                "mount -t overlay overlay -o \"lowerdir=$0,upperdir=$1/upper,workdir=$1/work\""
                    + " \"$1/merged\" && shift && exec \"$@\"",
                image.toString(),
                root.toString(),
                root.resolve("merged").resolve(program.getFileName()).toString()));
    command.add("numbers");
    return Node.run(command);
  }

  private void assumeOverlay(Path image) throws IOException {
    Path trial = Files.createDirectory(folder.resolve("trial"));
    for (String part : List.of("upper", "work", "merged")) {
      Files.createDirectory(trial.resolve(part));
    }
    Programs.Result result =
        Programs.run(
            "unshare",
            "--mount",
            "sh",
            "-c",
            "mount -t overlay overlay -o \"lowerdir=$0,upperdir=$1/upper,workdir=$1/work\""
                + " \"$1/merged\"",
            image.toString(),
            trial.toString());
    assumeTrue(result.code() == 0, "no overlay mounts here: " + result.output());
  }

  /// However fast a node comes and goes.
  @Test
  void aNodeThatLivesForAMomentIsSeenWholeAndNamed() {
    Path program = Programs.demo(folder);
    List<Event> events = new ArrayList<>();
    try (Tap tap = Live.open(program)) {
      Map<Integer, Path> reports = new java.util.TreeMap<>(Comparator.naturalOrder());
      for (int i = 0; i < 3; i++) {
        Path report = report("moment" + i);
        try (Node node =
            Node.start(program, "--rate", "0", "--count", "300", "--report", report.toString())) {
          node.summary();
          reports.put(node.pid(), report);
        }
      }
      tap.flush(events::add);
      reports.forEach((pid, report) -> Live.assertSame(of(events, pid), Report.fired(report)));
      assertThat(Fired.real(events))
          .allSatisfy(event ->
              assertThat(event.origin().node().name()).isEqualTo(program.getFileName().toString()));
    }
  }
}
