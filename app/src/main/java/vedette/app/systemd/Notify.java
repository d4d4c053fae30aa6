package vedette.app.systemd;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tells systemd how the service is (`sd_notify(3)`); says nothing where nobody listens.
///
/// ```
/// NOTIFY_SOCKET   path of a datagram socket, or @name for one in the abstract namespace
/// WATCHDOG_USEC   how long systemd waits for a sign of life, in µs
/// WATCHDOG_PID    the process that it waits for
/// ```
///
/// Any thread. Failing to tell is no reason to stop: nothing here throws.
public final class Notify {
  private static final Notify NOBODY = new Notify(null, Optional.empty());

  private final @Nullable String socket;
  private final Optional<Duration> watchdog;

  private Notify(@Nullable String socket, Optional<Duration> watchdog) {
    this.socket = socket;
    this.watchdog = watchdog;
  }

  /// Whom to tell, as the environment says.
  ///
  /// @param environment normally [System#getenv()]
  /// @param pid of this process
  public static Notify of(Map<String, String> environment, long pid) {
    String socket = environment.get("NOTIFY_SOCKET");
    if (socket == null
        || socket.length() < 2
        || (socket.charAt(0) != '/' && socket.charAt(0) != '@')) {
      return NOBODY;
    }
    return new Notify(socket, watchdog(environment, pid));
  }

  private static Optional<Duration> watchdog(Map<String, String> environment, long pid) {
    String meant = environment.getOrDefault("WATCHDOG_PID", Long.toString(pid));
    try {
      long micros = Long.parseLong(environment.getOrDefault("WATCHDOG_USEC", "0"));
      return micros > 0 && meant.equals(Long.toString(pid))
          ? Optional.of(Duration.ofNanos(Math.multiplyExact(micros, 1_000L)))
          : Optional.empty();
    } catch (ArithmeticException | NumberFormatException unreadable) {
      return Optional.empty();
    }
  }

  /// How long systemd waits for [#alive] before it takes the service for dead; empty if it does not
  /// wait. Say it at least twice in that time.
  public Optional<Duration> watchdog() {
    return watchdog;
  }

  /// The service does its work.
  public void ready(String status) {
    send("READY=1\nSTATUS=" + line(status));
  }

  /// It takes up changed settings; [#ready] follows.
  public void reloading() {
    // nanoTime is CLOCK_MONOTONIC on Linux, which systemd wants here.
    send("RELOADING=1\nMONOTONIC_USEC=" + System.nanoTime() / 1_000);
  }

  /// It is about to end.
  public void stopping() {
    send("STOPPING=1");
  }

  /// What it does now, one line for `systemctl status`.
  public void status(String status) {
    send("STATUS=" + line(status));
  }

  /// It is alive and works.
  public void alive() {
    send("WATCHDOG=1");
  }

  private void send(String message) {
    if (socket != null) {
      Datagram.send(socket, message);
    }
  }

  /// A status is one line: what follows a line end would be another assignment.
  private static String line(String text) {
    return text.replace('\n', ' ').replace('\r', ' ');
  }
}
