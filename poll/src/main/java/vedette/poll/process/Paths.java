package vedette.poll.process;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/// Paths as somebody wrote them into options.
public final class Paths {
  private Paths() {}

  /// A path made absolute as programs do; empty if that cannot be told or is no path.
  ///
  /// @param base what a relative one is relative to, an absolute path; empty if unknown
  public static Optional<Path> absolute(Optional<String> base, String name) {
    return name.startsWith("/")
        ? below(Path.of("/"), name)
        : base.filter(it -> it.startsWith("/"))
            .flatMap(it -> below(Path.of("/"), it))
            .flatMap(it -> below(it, name));
  }

  /// A name below a directory, or itself if it is absolute; empty if it is no path.
  public static Optional<Path> below(Path base, String name) {
    try {
      return Optional.of(base.resolve(name).normalize());
    } catch (InvalidPathException none) {
      return Optional.empty();
    }
  }
}
