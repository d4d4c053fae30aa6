package vedette.poll.units;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import vedette.poll.Call;
import vedette.poll.PollException;
import vedette.poll.Service;
import vedette.poll.Session;
import vedette.poll.Words;

/// The units that are watched.
///
/// @param names with or without `.service` at the end
/// @param systemctl the program that asks the manager
/// @param run where `/run` is: it tells whether systemd runs this machine
/// @param proc where `/proc` is: it tells when the machine started
public record Units(List<String> names, Path systemctl, Path run, Path proc) implements Service {
  /// The only call.
  static final Call SHOW = new Call("units", Duration.ofSeconds(15), Duration.ofSeconds(10));

  private static final int MOST = 64;

  /// Keeps its own list; refuses what is no unit's name.
  ///
  /// @throws PollException that says which
  public Units {
    names = names.stream().map(Units::whole).distinct().toList();
    if (names.isEmpty() || names.size() > MOST) {
      throw new PollException(
          "units: expected 1 to %d. Found: %d. Do: name fewer".formatted(MOST, names.size()));
    }
  }

  /// Units of this machine.
  public static Units here(List<String> names) {
    return new Units(names, Path.of("systemctl"), Path.of("/run"), Path.of("/proc"));
  }

  /// Whether systemd runs this machine.
  public static boolean systemdRuns(Path run) {
    return Files.isDirectory(run.resolve("systemd/system"));
  }

  private static String whole(String name) {
    if (!name.matches("[A-Za-z0-9:_.@\\\\][A-Za-z0-9:_.@\\\\-]{0,254}")) {
      throw new PollException(
          "units: expected names such as bitcoind.service. Found: %s. Do: correct it"
              .formatted(Words.oneLine(name, 100)));
    }
    return name.matches(".*[.](service|socket|timer|mount|target|path|slice|scope|swap)")
        ? name
        : name + ".service";
  }

  @Override
  public List<Call> calls() {
    return List.of(SHOW);
  }

  @Override
  public int concurrency() {
    return 1;
  }

  @Override
  public Session open() {
    return new UnitsSession(this);
  }
}
