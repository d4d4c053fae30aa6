package vedette.poll.docker;

import java.time.Instant;
import java.util.Optional;

/// What the engine says of an image.
///
/// @param id hex digits of its digest, without the algorithm
/// @param created when it was built; unknown where the builder left that out
public record ImageState(String id, Optional<Instant> created) {
  /// Whether a digest, with or without the algorithm in front, is this image's.
  public boolean is(String digest) {
    return DockerAnswers.bare(digest).equals(id);
  }
}
