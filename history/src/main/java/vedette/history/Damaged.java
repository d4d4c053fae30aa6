package vedette.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What becomes of a damaged file: it is set aside as `<file>.damaged-<time>`, and what can be read
/// of it is copied into the new one. The last two are kept, for those who want to try more.
final class Damaged {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final int KEPT = 2;
  private static final List<String> ENDINGS = List.of("", "-wal", "-shm");

  private final Path file;
  private @Nullable Path aside;

  Damaged(Path file) {
    this.file = file;
  }

  void setAside(Instant now) throws IOException {
    Path to = Database.beside(file, ".damaged-" + TIME.format(now));
    for (String ending : ENDINGS) {
      Path from = Database.beside(file, ending);
      if (Files.exists(from)) {
        Path _ = Files.move(from, Database.beside(to, ending), StandardCopyOption.ATOMIC_MOVE);
      }
    }
    // If the new one is damaged too, what the first had is worth more.
    if (aside == null) {
      aside = to;
    }
    prune();
  }

  private void prune() throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      return;
    }
    String prefix = file.getFileName() + ".damaged-";
    List<Path> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(it -> {
            String name = String.valueOf(it.getFileName());
            return name.startsWith(prefix) && name.endsWith("Z");
          })
          .sorted()
          .forEach(all::add);
    }
    for (Path old : all.subList(0, Math.max(0, all.size() - KEPT))) {
      for (String ending : ENDINGS) {
        boolean _ = Files.deleteIfExists(Database.beside(old, ending));
      }
    }
  }

  Optional<String> salvage(Connection into) {
    Path from = aside;
    aside = null;
    if (from == null) {
      return Optional.empty();
    }
    String begin =
        file.getFileName() + " was damaged and set aside as " + from.getFileName() + "; ";
    try (Connection source = Database.reader(from)) {
      Salvage salvage = new Salvage(source, into);
      return Optional.of(begin + salvage.run());
    } catch (SQLException nothing) {
      return Optional.of(begin + "nothing of it could be read (" + nothing.getMessage() + ").");
    }
  }
}
