package vedette.poll.process;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// A process that runs on this machine.
///
/// @param ticks start in hundredths of a second after boot
/// @param root what to put before a path of the process to reach the same file; empty if it sees
///   the same files as we do, or if that is hidden
/// @param place which container it is in, empty if none
/// @param foreignNetwork whether its loopback is another than ours
/// @param user its user number, empty if unknown
public record Running(
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
}
