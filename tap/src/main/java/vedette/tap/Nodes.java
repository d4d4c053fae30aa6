package vedette.tap;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vedette.tap.Processes.NodeProcess;
import vedette.tap.TapException.Fault;

/// Follows the target: which processes there are, which binaries they run, and keeps those binaries
/// attached, across restarts and upgrades.
///
/// A binary is attached by its file, for every process: a node that is restarted is seen from its
/// first event. A binary that replaces another under the same name is attached as soon as it is
/// there, which is normally before the node is restarted; the old one is let go when no process
/// runs it any more.
final class Nodes implements AutoCloseable {
  private final Target target;
  private final TapOptions options;
  private final NewRefusals refusals = new NewRefusals();
  private final Binaries binaries;
  private final Processes processes = new Processes();
  private final Finder finder;
  private final Map<Integer, NodeProcess> running = new HashMap<>();

  Nodes(TapOptions options, Attacher attacher) {
    this.target = options.target();
    this.options = options;
    this.binaries = new Binaries(options, attacher, refusals);
    this.finder = Finder.of(options.target(), processes, binaries::contains);
  }

  /// Looks for the first time.
  ///
  /// @return the processes that are there
  /// @throws TapException if the target can never be watched, or not with these rights
  List<NodeProcess> open() {
    if (target instanceof Target.Pid(int pid)) {
      if (Processes.process(pid).isEmpty()) {
        throw new TapException(
            Fault.LASTING, "--pid " + pid + ": there is no such process. Do: pidof bitcoind");
      }
      if (!Processes.numbered(pid)) {
        throw new TapException(
            Fault.LASTING,
            "--pid "
                + pid
                + ": this process is in a pid namespace below Vedette's own, where the"
                + " kernel gives it no number that Vedette knows. Do: run Vedette outside of"
                + " containers, or in the container of the node.");
      }
    }
    List<NodeProcess> first = find();
    List<TapException> inTheWay = refusals.take();
    if (binaries.isEmpty() && !inTheWay.isEmpty()) {
      throw inTheWay.getFirst();
    }
    tell(inTheWay);
    return first;
  }

  /// Looks again; what cannot be attached is told to the listener for problems, once a binary.
  ///
  /// @return the processes that are new
  List<NodeProcess> look() {
    List<NodeProcess> appeared = find();
    tell(refusals.take());
    return appeared;
  }

  private void tell(List<TapException> inTheWay) {
    inTheWay.forEach(refusal -> options.problems().accept(refusal.getMessage()));
  }

  /// The processes that have ended, found without looking for new ones: a few file reads. They stay
  /// known until [#forget], as records of theirs may still wait.
  List<NodeProcess> ended() {
    return running.values().stream().filter(process -> !Processes.alive(process)).toList();
  }

  /// Nothing more comes from this process.
  void forget(NodeProcess process) {
    running.remove(process.pid());
  }

  /// A process from which a record came before a look found it.
  Optional<NodeProcess> meet(int pid) {
    Optional<NodeProcess> process = Processes.process(pid);
    process.ifPresent(it -> running.put(pid, it));
    return process;
  }

  /// The running process of this number, if it is known.
  Optional<NodeProcess> known(int pid) {
    return Optional.ofNullable(running.get(pid));
  }

  /// What is attached of the process's binary. A binary that may not be looked at is taken for the
  /// one that is attached, if there is just one.
  Optional<Attachment> attachment(NodeProcess process) {
    return process.file().isPresent()
        ? process.file().flatMap(binaries::attachment)
        : binaries.only();
  }

  /// How many binaries are attached.
  int attached() {
    return binaries.size();
  }

  /// Whether records of a process that is not known yet are wanted.
  boolean wants(int pid) {
    return finder.wants(pid);
  }

  /// File name of the binary that an attachment's records come from.
  String name(int attachment) {
    return binaries.name(attachment);
  }

  /// Whether nothing more can come: the one process that was asked for has ended.
  boolean over() {
    return target instanceof Target.Pid && running.isEmpty();
  }

  private List<NodeProcess> find() {
    List<NodeProcess> appeared = new ArrayList<>();
    if (target instanceof Target.Executable(Path path)) {
      binaries.attach(path, running.isEmpty());
    }
    List<TapException> inTheWay = new ArrayList<>();
    List<NodeProcess> found = finder.find(inTheWay);
    inTheWay.forEach(refusals::add);
    for (NodeProcess process : found) {
      // Another process of the same number is looked at once the old one is forgotten.
      if (!running.containsKey(process.pid())) {
        process
            .file()
            .ifPresentOrElse(
                file -> binaries.attach(file, process.exe(), process.executable()),
                () -> {
                  if (binaries.isEmpty()) {
                    refusals.add(Refusals.unreadable(process));
                  }
                });
        if (attachment(process).isPresent()) {
          running.put(process.pid(), process);
          appeared.add(process);
        }
      }
    }
    binaries.renew(it -> !inUse(it) && processes.seesAll(it.name()));
    return appeared;
  }

  /// Whether a process runs the binary, or one of which that is not known.
  private boolean inUse(Attachment attachment) {
    return running.values().stream()
        .anyMatch(process -> process.file().map(attachment.file()::equals).orElse(true));
  }

  /// Lets go of binaries that were written to in place; meant to be asked often.
  void dropRewritten() {
    binaries.dropRewritten();
  }

  @Override
  public void close() {
    binaries.close();
  }
}
