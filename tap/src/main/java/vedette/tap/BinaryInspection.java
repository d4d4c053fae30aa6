package vedette.tap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import vedette.tap.bpf.Arch;
import vedette.tap.bpf.BpfException;
import vedette.tap.bpf.ElfFile;
import vedette.tap.bpf.UsdtNote;

/// What a node's binary says about itself. The file is read, never run.
public sealed interface BinaryInspection {

  /// It was read.
  ///
  /// @param arch the processor it is for, empty if it is neither of ours
  /// @param notes how many probe notes it has, of whatever kind
  /// @param tracepoints Bitcoin Core's, in our order, whether or not it has them
  /// @param others ids of other probes, sorted, each once
  /// @param version Bitcoin Core's version, from the constants of the binary; empty if it is not
  ///   found there or not clear
  /// @param demo whether it is our demo node
  record Read(
      Optional<Arch> arch,
      int notes,
      List<Found> tracepoints,
      List<String> others,
      Optional<CoreVersion> version,
      boolean demo)
      implements BinaryInspection {
    /// Keeps its own lists.
    public Read {
      tracepoints = List.copyOf(tracepoints);
      others = List.copyOf(others);
    }
  }

  /// It could not be read.
  ///
  /// @param denied whether rights are missing, as opposed to the file
  /// @param reason what the system said, a few words
  record Unreadable(boolean denied, String reason) implements BinaryInspection {}

  /// It is no ELF file, or its tables or notes lie.
  ///
  /// @param reason a sentence
  record Malformed(String reason) implements BinaryInspection {}

  /// One of Bitcoin Core's tracepoints in a binary.
  ///
  /// @param event `<context>:<event>`
  /// @param since the first Bitcoin Core release with it
  /// @param places how often the binary has it; 0 if it is missing
  /// @param counted at how many of them a semaphore tells the node that somebody listens
  /// @param fault what keeps it from being watched, a sentence; empty if nothing does
  record Found(String event, int since, int places, int counted, String fault) {

    /// Whether a tap can watch it.
    public boolean usable() {
      return places > 0 && fault.isEmpty();
    }
  }

  /// Reads a binary.
  ///
  /// @param path any path that leads to it, also `/proc/<pid>/exe`
  static BinaryInspection of(Path path) {
    try (FileChannel channel = FileChannel.open(path)) {
      ElfFile file = ElfFile.parse(channel);
      List<UsdtNote> notes = UsdtNote.read(file);
      List<Found> found = new ArrayList<>();
      for (Tracepoint tracepoint : Tracepoint.values()) {
        found.add(found(tracepoint, notes, file.arch()));
      }
      TreeSet<String> others = new TreeSet<>();
      for (UsdtNote note : notes) {
        if (Tracepoint.named(note.id()).isEmpty()) {
          others.add(note.id());
        }
      }
      ByteBuffer constants = constants(file);
      return new Read(
          file.arch(),
          notes.size(),
          found,
          List.copyOf(others),
          CoreVersion.in(constants),
          CoreVersion.isDemoNode(constants));
    } catch (NoSuchFileException absent) {
      return new Unreadable(false, "there is no such file");
    } catch (AccessDeniedException denied) {
      return new Unreadable(true, "permission denied");
    } catch (IOException broken) {
      return new Unreadable(false, String.valueOf(broken.getMessage()));
    } catch (BpfException lies) {
      return new Malformed(String.valueOf(lies.getMessage()));
    }
  }

  private static ByteBuffer constants(ElfFile file) throws IOException {
    Optional<ElfFile.Section> section = file.section(".rodata");
    return section.isPresent() ? file.content(section.get()) : ByteBuffer.allocate(0);
  }

  private static Found found(Tracepoint tracepoint, List<UsdtNote> notes, Optional<Arch> arch) {
    List<UsdtNote> own = notes.stream().filter(it -> it.id().equals(tracepoint.event())).toList();
    return new Found(
        tracepoint.event(),
        tracepoint.since(),
        own.size(),
        (int) own.stream().filter(note -> note.semaphore() != 0).count(),
        arch.map(it -> fault(tracepoint, own, it)).orElse(""));
  }

  private static String fault(Tracepoint tracepoint, List<UsdtNote> notes, Arch arch) {
    for (UsdtNote note : notes) {
      if (!note.nop()) {
        return "there is no NOP where its note points.";
      }
      try {
        int arguments = note.argumentTypes(arch).size();
        if (arguments < tracepoint.leastArguments()) {
          return "expected "
              + tracepoint.leastArguments()
              + " arguments or more. Found: "
              + arguments
              + ".";
        }
      } catch (BpfException notUnderstood) {
        return String.valueOf(notUnderstood.getMessage());
      }
    }
    return "";
  }
}
