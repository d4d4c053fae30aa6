package vedette.poll.machine;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import vedette.poll.Call;
import vedette.poll.Service;
import vedette.poll.Session;

/// The machine that Vedette runs on.
///
/// @param proc where `/proc` is
/// @param sys where `/sys` is
/// @param disks any path on each file system that is watched
/// @param directories folders whose size is added up now and then; their file systems are watched
///   too
public record Machine(Path proc, Path sys, List<Path> disks, List<Path> directories)
    implements Service {
  private static final List<Call> CALLS =
      Arrays.stream(MachineCall.values()).map(MachineCall::call).toList();

  /// Keeps its own lists.
  public Machine {
    disks = List.copyOf(disks);
    directories = List.copyOf(directories);
  }

  /// This machine.
  public static Machine here(List<Path> disks, List<Path> directories) {
    return new Machine(Path.of("/proc"), Path.of("/sys"), disks, directories);
  }

  @Override
  public List<Call> calls() {
    return CALLS;
  }

  /// All at once: none may wait for one that hangs.
  @Override
  public int concurrency() {
    return CALLS.size();
  }

  @Override
  public Session open() {
    return new MachineSession(this);
  }
}
