package vedette.poll.units;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vedette.poll.Call;
import vedette.poll.Outcome;
import vedette.poll.Session;
import vedette.poll.Trouble;
import vedette.poll.Words;

/// Runs `systemctl show` for all units at once.
final class UnitsSession implements Session {
  private static final int LARGEST = 256 << 10;

  private final Units units;

  UnitsSession(Units units) {
    this.units = units;
  }

  @Override
  public Outcome ask(Call call) throws InterruptedException {
    if (!call.name().equals(Units.SHOW.name())) {
      return new Outcome.Failed(Trouble.UNSUPPORTED, "Vedette does not ask this");
    }
    if (!Units.systemdRuns(units.run())) {
      return new Outcome.Failed(Trouble.UNSUPPORTED, "systemd does not run this machine");
    }
    List<String> command = new ArrayList<>();
    command.add(units.systemctl().toString());
    command.addAll(
        List.of("show", "--no-pager", "--property=" + String.join(",", Shown.PROPERTIES), "--"));
    command.addAll(units.names());
    try {
      BoundedProcess.Result result = BoundedProcess.run(command, LARGEST);
      if (result.exit() != 0) {
        return new Outcome.Failed(
            Trouble.ERROR, "systemctl: " + Words.oneLine(result.errors().strip(), 200));
      }
      return new Outcome.Answered(
          new UnitsAnswer(Shown.parse(result.output(), units.names(), uptime())));
    } catch (IOException cannot) {
      return new Outcome.Failed(
          Trouble.UNREACHABLE, "systemctl cannot be run: " + cannot.getMessage());
    }
  }

  private Optional<Duration> uptime() {
    try {
      String seconds = Files.readString(units.proc().resolve("uptime")).split(" ", 2)[0];
      return seconds.matches("[0-9]{1,12}([.][0-9]{1,3})?")
          ? Optional.of(Duration.ofMillis((long) (Double.parseDouble(seconds) * 1000)))
          : Optional.empty();
    } catch (IOException hidden) {
      return Optional.empty();
    }
  }
}
