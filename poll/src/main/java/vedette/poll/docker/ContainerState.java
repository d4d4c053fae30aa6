package vedette.poll.docker;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// What the engine says of a container.
///
/// @param id 64 hex digits
/// @param name without the slash
/// @param image as it was named when the container was made
/// @param imageId the image's digest
/// @param status `created`, `running`, `paused`, `restarting`, `exited`, `dead`, or what a later
///   engine calls it
/// @param running whether its process can do something: not while it is paused or waits to be
///   started again
/// @param exitCode how its process ended last; unknown while it has not
/// @param tty whether its log is a terminal's: raw bytes, no frames
/// @param logDriver where its log goes
public record ContainerState(
    String id,
    String name,
    String image,
    String imageId,
    String status,
    boolean running,
    Optional<Instant> created,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt,
    OptionalLong exitCode,
    OptionalLong restarts,
    boolean tty,
    String logDriver) {

  /// The first 12 digits, as people see them.
  public String shortId() {
    return id.substring(0, Math.min(12, id.length()));
  }
}
