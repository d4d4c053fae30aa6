package vedette.poll.process;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A process that runs on this machine.
///
/// @param directory where the kernel tells of it, such as `/proc/1234`
/// @param ticks start in hundredths of a second after boot
/// @param root what to put before a path of the process to reach the same file; empty if it sees
///   the same files as we do, or if that is hidden
/// @param place which container it is in, empty if none
/// @param foreignNetwork whether its loopback is another than ours
/// @param user its user number, empty if unknown
public record Running(
    Path directory,
    int pid,
    long ticks,
    Optional<Instant> started,
    Start start,
    Optional<Path> root,
    String place,
    boolean foreignNetwork,
    String user) {

  /// The same file as this machine reaches it.
  public Path here(Path theirs) {
    return root.map(it -> it.resolve(Path.of("/").relativize(theirs))).orElse(theirs);
  }

  /// Reads a regular file of bounded size as the process would.
  public FileText read(Path theirs) {
    return ProcessTable.read(here(theirs));
  }

  /// Where it can be reached from here; empty if it listens only within its container.
  ///
  /// @param listening where it listens, as it sees it
  public Optional<Address> reachable(List<Address> listening) {
    return foreignNetwork
        ? Address.fromOutside(listening, ProcessTable.addresses(directory))
        : Address.nearest(listening);
  }

  /// The variables of its environment whose names begin so; none if it is hidden. Others may hold
  /// secrets and are not looked at.
  public Map<String, String> environment(String prefix) {
    return ProcessTable.environment(directory, prefix);
  }
}
