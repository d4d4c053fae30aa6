package vedette.tap;

import java.io.IOException;
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
import java.util.function.Predicate;
import vedette.tap.TapException.Fault;
import vedette.tap.bpf.BpfException;
import vedette.tap.bpf.Executable;
import vedette.tap.bpf.UprobeLink;

/// The binaries whose probes are attached, each by its file.
final class Binaries implements AutoCloseable {
  private final TapOptions options;
  private final Attacher attacher;
  private final NewRefusals refusals;
  private final Map<Executable.FileId, Attachment> attachments = new HashMap<>();
  private final Set<Executable.FileId> unusable = new HashSet<>();

  /// @param refusals where binaries are told that cannot be attached
  Binaries(TapOptions options, Attacher attacher, NewRefusals refusals) {
    this.options = options;
    this.attacher = attacher;
    this.refusals = refusals;
  }

  boolean isEmpty() {
    return attachments.isEmpty();
  }

  /// How many are attached.
  int size() {
    return attachments.size();
  }

  boolean contains(Executable.FileId file) {
    return attachments.containsKey(file);
  }

  /// What is attached of this file.
  Optional<Attachment> attachment(Executable.FileId file) {
    return Optional.ofNullable(attachments.get(file));
  }

  /// What is attached, if that is just one.
  Optional<Attachment> only() {
    return attachments.size() == 1 ? attachments.values().stream().findFirst() : Optional.empty();
  }

  /// File name of the binary that an attachment's records come from.
  String name(int attachment) {
    return attachments.values().stream()
        .filter(it -> it.number() == attachment)
        .map(Attachment::name)
        .findFirst()
        .orElse("");
  }

  /// Attaches the binary that was asked for by its name, as soon as it is there.
  ///
  /// @param unseen whether no process of it has been seen yet: then a name that leads nowhere is
  ///   taken for a mistake
  void attach(Path path, boolean unseen) {
    try {
      Path absolute = path.toAbsolutePath();
      attach(Executable.FileId.of(absolute), absolute, absolute.toString());
    } catch (NoSuchFileException notYet) {
      if (attachments.isEmpty() && unseen && !Files.exists(path.toAbsolutePath().getParent())) {
        refusals.add(
            new TapException(
                Fault.LASTING,
                "--exe "
                    + path
                    + ": there is no such file and no such directory. Do: name the"
                    + " bitcoind binary."));
      }
    } catch (IOException unreadable) {
      refusals.add(Refusals.unreadable(path.toString(), unreadable));
    }
  }

  /// Attaches a binary, unless that was done or has proven to be of no use.
  ///
  /// @param by a path that leads to it now
  /// @param path as its process names it
  void attach(Executable.FileId id, Path by, String path) {
    if (attachments.containsKey(id) || unusable.contains(id)) {
      return;
    }
    try (Executable file = Executable.open(by)) {
      Optional<TapException> unfit = Refusals.unfit(path, file, options);
      if (unfit.isPresent()) {
        unusable.add(id);
        refusals.add(unfit.get());
        return;
      }
      Attachment attachment = attacher.attach(file, freeNumber());
      Optional<Path> home = Optional.of(Path.of(path)).filter(it -> leadsTo(it, file.id()));
      attachments.put(file.id(), found(attachment, path, home));
      attachment
          .refusals()
          .forEach(text -> refusals.add(new TapException(Fault.LASTING, path + ": " + text)));
    } catch (BpfException refused) {
      TapException refusal = Refusals.of(path, refused);
      if (refusal.fault() == Fault.LASTING) {
        unusable.add(id);
      }
      refusals.add(refusal);
    } catch (NoSuchFileException ended) {
      // The process ended while it was looked at.
    } catch (IOException unreadable) {
      refusals.add(Refusals.unreadable(path, unreadable));
    }
  }

  /// A binary that has taken the place of an attached one is attached too; one that nobody can run
  /// any more is let go.
  ///
  /// @param unused whether nobody can be running it
  void renew(Predicate<Attachment> unused) {
    for (Attachment old : List.copyOf(attachments.values())) {
      Optional<Executable.FileId> now = old.home().flatMap(Binaries::fileId);
      if (now.isPresent()
          && !now.get().equals(old.file())
          && !(options.target() instanceof Target.Pid)) {
        attach(now.get(), old.home().get(), old.path());
      }
      boolean named = old.home().isEmpty() || now.map(old.file()::equals).orElse(false);
      if (!named && unused.test(old)) {
        detach(old);
      }
    }
  }

  /// Lets go of binaries that were written to in place. Their probes may have moved: what is
  /// attached would be put into the middle of other instructions of the next process that runs
  /// them. Few file reads: meant to be asked often.
  void dropRewritten() {
    for (Attachment old : List.copyOf(attachments.values())) {
      Optional<Executable.FileId> now = old.home().flatMap(Binaries::fileId);
      if (now.map(it -> it.sameInode(old.file()) && !it.equals(old.file())).orElse(false)) {
        detach(old);
      }
    }
  }

  private void detach(Attachment attachment) {
    attachments.remove(attachment.file());
    attacher.detach(attachment);
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

  private static Attachment found(Attachment attachment, String path, Optional<Path> home) {
    return new Attachment(
        attachment.number(),
        attachment.file(),
        path,
        home,
        attachment.attachedNanos(),
        attachment.attachedTicks(),
        attachment.attached(),
        attachment.missing(),
        attachment.refusals(),
        attachment.links());
  }

  private static boolean leadsTo(Path path, Executable.FileId file) {
    return path.isAbsolute() && fileId(path).map(file::equals).orElse(false);
  }

  private static Optional<Executable.FileId> fileId(Path path) {
    try {
      return Optional.of(Executable.FileId.of(path));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    List<UprobeLink> links = new ArrayList<>();
    attachments.values().forEach(attachment -> links.addAll(attachment.links()));
    attachments.clear();
    Attachment.closeAll(links);
  }
}
