package vedette.app.web.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Secrets that log in once.
///
/// Each is an empty file named by its hash, so that another process of the same user, `vedette
/// login`, can make one for a server that runs: who can write there could read everything anyway.
public final class LoginLinks {
  /// How long a link can be used.
  public static final Duration VALID = Duration.ofMinutes(15);

  private static final int MOST = 32;
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

  private final StateFiles files;
  private final Clock clock;

  public LoginLinks(StateFiles files, Clock clock) {
    this.files = files;
    this.clock = clock;
  }

  /// Makes one.
  public String create() {
    try {
      Path folder = files.folder("login");
      removeOld(folder);
      String secret = Secrets.random();
      Path file = folder.resolve(Secrets.hash(secret));
      StateFiles.createFile(file);
      Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.from(clock.instant()));
      return secret;
    } catch (IOException e) {
      throw new AuthException("login link: expected room to write. Found: " + e + ".", e);
    }
  }

  /// Whether it is one that was not used; from now on it is.
  public boolean redeem(String secret) {
    if (!FORM.matcher(secret).matches()) {
      return false;
    }
    try {
      Path file = files.folder("login").resolve(Secrets.hash(secret));
      Instant made = Files.getLastModifiedTime(file).toInstant();
      // Of two that try at the same time, one deletes it.
      boolean mine = Files.deleteIfExists(file);
      return mine && fresh(made);
    } catch (NoSuchFileException _) {
      return false;
    } catch (IOException e) {
      throw new AuthException("login link: expected a readable file. Found: " + e + ".", e);
    }
  }

  private boolean fresh(Instant made) {
    Duration age = Duration.between(made, clock.instant());
    return age.compareTo(VALID) < 0 && age.compareTo(VALID.negated()) > 0;
  }

  /// Old ones, and the oldest beyond a number.
  private void removeOld(Path folder) throws IOException {
    List<Path> newestFirst;
    try (Stream<Path> all = Files.list(folder)) {
      newestFirst =
          all.sorted(java.util.Comparator.comparing(LoginLinks::modified).reversed()).toList();
    }
    for (int i = 0; i < newestFirst.size(); i++) {
      if (i >= MOST - 1 || !fresh(modified(newestFirst.get(i)))) {
        Files.deleteIfExists(newestFirst.get(i));
      }
    }
  }

  private static Instant modified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException _) {
      return Instant.EPOCH;
    }
  }
}
