package vedette.tap;

import java.nio.file.Files;
import java.nio.file.Path;

/// Where the sources are, from wherever a test is run.
final class Repository {
  private static final Path ROOT = find();

  private Repository() {}

  static Path root() {
    return ROOT;
  }

  private static Path find() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("demo/Makefile"))) {
      Path above = folder.getParent();
      if (above == null) {
        throw new IllegalStateException("expected to run inside the checkout");
      }
      folder = above;
    }
    return folder;
  }
}
