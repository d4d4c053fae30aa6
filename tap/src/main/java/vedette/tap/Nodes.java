package vedette.tap;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vedette.tap.Processes.NodeProcess;
import vedette.tap.TapException.Fault;
import vedette.tap.bpf.BpfException;
import vedette.tap.bpf.Executable;

/// Follows the target: which processes there are, which binaries they run, and keeps those binaries
/// attached, across restarts and upgrades.
///
/// A binary is attached by its file, for every process: a node that is restarted is seen from its
/// first event. A binary that replaces another under the same name is attached as soon as it is
/// there, which is normally before the node is restarted; the old one is let go when no process
/// runs it any more.
final class Nodes implements AutoCloseable {
  private final Target target;
  private final Attacher attacher;
  private final TapOptions options;
  private final Processes processes = new Processes();
  private final Finder finder;
  private final Map<Executable.FileId, Attachment> attachments = new HashMap<>();
  private final Map<Integer, NodeProcess> running = new HashMap<>();
  private final Set<Executable.FileId> unusable = new HashSet<>();
  private final Set<String> told = new HashSet<>();

  Nodes(TapOptions options, Attacher attacher) {
    this.target = options.target();
    this.options = options;
    this.attacher = attacher;
    this.finder = Finder.of(options.target(), processes, attachments::containsKey);
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
    List<TapException> refusals = new ArrayList<>();
    List<NodeProcess> first = look(refusals);
    if (attachments.isEmpty() && !refusals.isEmpty()) {
      throw refusals.getFirst();
    }
    refusals.forEach(refusal -> options.problems().accept(refusal.getMessage()));
    return first;
  }

  /// Looks again; what cannot be attached is told to the listener for problems, once a binary.
  ///
  /// @return the processes that are new
  List<NodeProcess> look() {
    List<TapException> refusals = new ArrayList<>();
    List<NodeProcess> appeared = look(refusals);
    refusals.forEach(refusal -> options.problems().accept(refusal.getMessage()));
    return appeared;
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
    if (process.file().isPresent()) {
      return process.file().map(attachments::get);
    }
    return attachments.size() == 1 ? attachments.values().stream().findFirst() : Optional.empty();
  }

  /// How many binaries are attached.
  int attached() {
    return attachments.size();
  }

  /// Whether records of a process that is not known yet are wanted.
  boolean wants(int pid) {
    return finder.wants(pid);
  }

  /// File name of the binary that an attachment's records come from.
  String name(int attachment) {
    return attachments.values().stream()
        .filter(it -> it.number() == attachment)
        .map(it -> it.path().substring(it.path().lastIndexOf('/') + 1))
        .findFirst()
        .orElse("");
  }

  /// Whether nothing more can come: the one process that was asked for has ended.
  boolean over() {
    return target instanceof Target.Pid && running.isEmpty();
  }

  private List<NodeProcess> look(List<TapException> refusals) {
    List<NodeProcess> appeared = new ArrayList<>();
    if (target instanceof Target.Executable(Path path)) {
      attach(path, refusals);
    }
    List<TapException> inTheWay = new ArrayList<>();
    List<NodeProcess> found = finder.find(inTheWay);
    inTheWay.forEach(refusal -> refuse(refusals, refusal));
    for (NodeProcess process : found) {
      // Another process of the same number is looked at once the old one is forgotten.
      if (!running.containsKey(process.pid())) {
        process
            .file()
            .ifPresentOrElse(
                file -> attachFile(file, process.exe(), process.executable(), refusals),
                () -> {
                  if (attachments.isEmpty()) {
                    refuse(refusals, unreadable(process));
                  }
                });
        if (attachment(process).isPresent()) {
          running.put(process.pid(), process);
          appeared.add(process);
        }
      }
    }
    upgrade(refusals);
    return appeared;
  }

  /// A binary that has taken the place of an attached one is attached too; one that nobody can run
  /// any more is let go.
  private void upgrade(List<TapException> refusals) {
    for (Attachment old : List.copyOf(attachments.values())) {
      Optional<Executable.FileId> now = old.home().flatMap(Nodes::fileId);
      if (now.isPresent() && !now.get().equals(old.file()) && !(target instanceof Target.Pid)) {
        attachFile(now.get(), old.home().get(), old.path(), refusals);
      }
      boolean named = old.home().isEmpty() || now.map(old.file()::equals).orElse(false);
      if (!named && processes.seesAll() && !inUse(old)) {
        detach(old);
      }
    }
  }

  /// Whether a process runs the binary, or one of which that is not known.
  private boolean inUse(Attachment attachment) {
    return running.values().stream()
        .anyMatch(process -> process.file().map(attachment.file()::equals).orElse(true));
  }

  /// Lets go of binaries that were written to in place. Their probes may have moved: what is
  /// attached would be put into the middle of other instructions of the next process that runs
  /// them. Few file reads: meant to be asked often.
  void dropRewritten() {
    for (Attachment old : List.copyOf(attachments.values())) {
      Optional<Executable.FileId> now = old.home().flatMap(Nodes::fileId);
      if (now.map(it -> it.sameInode(old.file()) && !it.equals(old.file())).orElse(false)) {
        detach(old);
      }
    }
  }

  private void detach(Attachment attachment) {
    attachments.remove(attachment.file());
    attacher.detach(attachment);
  }

  private static Optional<Executable.FileId> fileId(Path path) {
    try {
      return Optional.of(Executable.FileId.of(path));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  private void attach(Path path, List<TapException> refusals) {
    try {
      Path absolute = path.toAbsolutePath();
      attachFile(Executable.FileId.of(absolute), absolute, absolute.toString(), refusals);
    } catch (NoSuchFileException notYet) {
      if (attachments.isEmpty()
          && running.isEmpty()
          && !Files.exists(path.toAbsolutePath().getParent())) {
        refuse(
            refusals,
            new TapException(
                Fault.LASTING,
                "--exe "
                    + path
                    + ": there is no such file and no such directory. Do: name the"
                    + " bitcoind binary."));
      }
    } catch (IOException unreadable) {
      refuse(refusals, unreadable(path.toString(), unreadable));
    }
  }

  private void attachFile(Executable.FileId id, Path by, String path, List<TapException> refusals) {
    if (attachments.containsKey(id) || unusable.contains(id)) {
      return;
    }
    try (Executable file = Executable.open(by)) {
      Optional<TapException> unfit = Refusals.unfit(path, file, options);
      if (unfit.isPresent()) {
        unusable.add(id);
        refuse(refusals, unfit.get());
        return;
      }
      Attachment attachment = attacher.attach(file, freeNumber());
      Optional<Path> home = Optional.of(Path.of(path)).filter(it -> leadsTo(it, file.id()));
      attachments.put(file.id(), found(attachment, path, home));
      attachment
          .refusals()
          .forEach(text -> refuse(refusals, new TapException(Fault.LASTING, path + ": " + text)));
    } catch (BpfException refused) {
      TapException refusal = Refusals.of(path, refused);
      if (refusal.fault() == Fault.LASTING) {
        unusable.add(id);
      }
      refuse(refusals, refusal);
    } catch (NoSuchFileException ended) {
      // The process ended while it was looked at.
    } catch (IOException unreadable) {
      refuse(refusals, unreadable(path, unreadable));
    }
  }

  /// The smallest number that no attachment has: records carry it in a byte.
  private int freeNumber() {
    int number = 0;
    while (!name(number).isEmpty()) {
      number++;
    }
    if (number > 0xff) {
      throw new BpfException("expected at most 256 different binaries. Found more.", 0);
    }
    return number;
  }

  private static boolean leadsTo(Path path, Executable.FileId file) {
    return path.isAbsolute() && fileId(path).map(file::equals).orElse(false);
  }

  private static Attachment found(Attachment attachment, String path, Optional<Path> home) {
    return new Attachment(
        attachment.number(),
        attachment.file(),
        path,
        home,
        attachment.attachedNanos(),
        attachment.attached(),
        attachment.missing(),
        attachment.refusals(),
        attachment.links());
  }

  /// The same refusal is told once, not at every look.
  private void refuse(List<TapException> refusals, TapException refusal) {
    if (told.size() < 1000 && told.add(refusal.getMessage())) {
      refusals.add(refusal);
    }
  }

  private static TapException unreadable(NodeProcess process) {
    return new TapException(
        Fault.LASTING,
        "Process "
            + process.pid()
            + " ("
            + process.name()
            + ") belongs to another user, so its"
            + " binary cannot be found through /proc. Do: name the binary with --exe, or run as that"
            + " user, or with CAP_SYS_PTRACE.");
  }

  private static TapException unreadable(String path, IOException why) {
    return new TapException(
        Fault.LASTING,
        path
            + ": the binary cannot be read ("
            + (why instanceof AccessDeniedException ? "permission denied" : why.getMessage())
            + "). Do: give this user read permission, or CAP_DAC_READ_SEARCH.",
        why);
  }

  @Override
  public void close() {
    List<vedette.tap.bpf.UprobeLink> links = new ArrayList<>();
    attachments.values().forEach(attachment -> links.addAll(attachment.links()));
    attachments.clear();
    Attachment.closeAll(links);
  }
}
