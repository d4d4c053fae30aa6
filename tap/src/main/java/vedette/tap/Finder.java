package vedette.tap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;
import vedette.tap.Processes.NodeProcess;
import vedette.tap.TapException.Fault;
import vedette.tap.bpf.Executable;

/// Finds the processes of a target.
interface Finder {

  /// The processes of the target that run now.
  ///
  /// @param refusals gets what stands in the way of looking
  List<NodeProcess> find(List<TapException> refusals);

  /// Whether records of a process that no look has found yet are wanted.
  boolean wants(int pid);

  /// The finder of a target.
  ///
  /// @param processes looks at /proc
  /// @param attached tells whether a binary is attached
  static Finder of(Target target, Processes processes, Predicate<Executable.FileId> attached) {
    // No pattern switch: the JVM makes each one's class at run time, milliseconds of every start.
    if (target instanceof Target.EveryNode(List<String> names)) {
      return new EveryNode(names, processes);
    }
    if (target instanceof Target.Pid(int pid)) {
      return new OnePid(pid);
    }
    if (target instanceof Target.PidFile(Path path)) {
      return new InPidFile(path);
    }
    if (target instanceof Target.Executable(Path path)) {
      return new OfExecutable(path, attached, processes);
    }
    throw new IllegalArgumentException("no finder for " + target);
  }

  /// Processes by the name of their binary.
  record EveryNode(List<String> names, Processes processes) implements Finder {
    @Override
    public List<NodeProcess> find(List<TapException> refusals) {
      return processes.named(names);
    }

    @Override
    public boolean wants(int pid) {
      return true;
    }
  }

  /// One process.
  record OnePid(int pid) implements Finder {
    @Override
    public List<NodeProcess> find(List<TapException> refusals) {
      return Processes.process(pid).stream().toList();
    }

    @Override
    public boolean wants(int other) {
      return other == pid;
    }
  }

  /// The process that a pid file names. For a process that is not known yet the file is read again:
  /// a node that was restarted is met by its first event, not at the next look.
  record InPidFile(Path path) implements Finder {
    @Override
    public List<NodeProcess> find(List<TapException> refusals) {
      OptionalInt pid = named(refusals);
      return pid.isEmpty() ? List.of() : Processes.process(pid.getAsInt()).stream().toList();
    }

    private OptionalInt named(List<TapException> refusals) {
      try {
        String text = Files.readString(path).strip();
        if (text.isEmpty()) {
          return OptionalInt.empty(); // just made, about to be written
        }
        return OptionalInt.of(Integer.parseInt(text));
      } catch (NoSuchFileException notYet) {
        return OptionalInt.empty();
      } catch (IOException unreadable) {
        refusals.add(
            new TapException(
                Fault.LASTING,
                "--pid-file "
                    + path
                    + ": it cannot be read ("
                    + unreadable.getClass().getSimpleName()
                    + "). Do: run as a user who may read it.",
                unreadable));
      } catch (NumberFormatException notANumber) {
        refusals.add(
            new TapException(
                Fault.LASTING,
                "--pid-file "
                    + path
                    + ": expected a process id. Found something else. Do: name the"
                    + " file that bitcoind writes (-pid).",
                notANumber));
      }
      return OptionalInt.empty();
    }

    /// Also if it has ended by now: what it fired before is wanted.
    @Override
    public boolean wants(int pid) {
      return named(new ArrayList<>()).equals(OptionalInt.of(pid));
    }
  }

  /// Processes of a binary that is attached, by whatever version of it.
  record OfExecutable(Path path, Predicate<Executable.FileId> attached, Processes processes)
      implements Finder {
    @Override
    public List<NodeProcess> find(List<TapException> refusals) {
      return processes.named(names()).stream()
          .filter(process -> process.file().map(attached::test).orElse(false))
          .toList();
    }

    /// Its own name, and that of the file a link leads to: processes have the latter.
    private List<String> names() {
      String name = path.getFileName().toString();
      try {
        return List.of(name, path.toRealPath().getFileName().toString());
      } catch (IOException notThere) {
        return List.of(name);
      }
    }

    @Override
    public boolean wants(int pid) {
      return true;
    }
  }
}
