package vedette.app.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotifyTest {
  /// Prints what comes as one line each, line ends inside as `|`. Perl is in every Debian.
  private static final String LISTENER =
      """
      use Socket; $| = 1;
      socket(my $s, AF_UNIX, SOCK_DGRAM, 0) or die; my $p = $ARGV[0]; $p =~ s/^@/\\0/;
      bind($s, pack_sockaddr_un($p)) or die "bind: $!"; print "bound\\n";
      while (defined recv($s, my $m, 4096, 0)) { $m =~ s/\\n/|/g; print "$m\\n"; }
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"file", "abstract"})
  void everythingIsToldInSystemdsWords(String kind) throws IOException {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/perl")), "needs perl, which listens");
    String socket =
        kind.equals("file")
            ? folder.resolve("notify").toString()
            : "@vedette-test-" + ProcessHandle.current().pid();
    Process listener = new ProcessBuilder("/usr/bin/perl", "-e", LISTENER, socket).start();
    try (BufferedReader heard = listener.inputReader()) {
      assertThat(heard.readLine()).isEqualTo("bound");
      Notify notify = Notify.of(Map.of("NOTIFY_SOCKET", socket), 1);
      notify.ready("watching main\nREADY=0");
      notify.reloading();
      notify.status("1 node");
      notify.alive();
      notify.stopping();
      assertThat(heard.readLine()).isEqualTo("READY=1|STATUS=watching main READY=0");
      assertThat(heard.readLine()).matches("RELOADING=1\\|MONOTONIC_USEC=[1-9][0-9]*");
      assertThat(heard.readLine()).isEqualTo("STATUS=1 node");
      assertThat(heard.readLine()).isEqualTo("WATCHDOG=1");
      assertThat(heard.readLine()).isEqualTo("STOPPING=1");
    } finally {
      listener.destroyForcibly();
    }
  }

  @Test
  void nobodyListeningIsNoError() {
    Notify.of(Map.of(), 1).ready("");
    Notify.of(Map.of("NOTIFY_SOCKET", folder.resolve("nobody").toString()), 1).ready("");
    Notify.of(Map.of("NOTIFY_SOCKET", "/" + "x".repeat(200)), 1).ready("");
    Notify.of(Map.of("NOTIFY_SOCKET", "relative"), 1).ready("");
    assertThat(Datagram.send(folder.resolve("nobody").toString(), "READY=1")).isFalse();
  }

  @Test
  void theWatchdogIsOnlyForTheProcessItNames() {
    Map<String, String> both =
        Map.of("NOTIFY_SOCKET", "/s/n", "WATCHDOG_USEC", "30000000", "WATCHDOG_PID", "7");
    assertThat(Notify.of(both, 7).watchdog()).contains(Duration.ofSeconds(30));
    assertThat(Notify.of(both, 8).watchdog()).isEmpty();
    assertThat(Notify.of(Map.of("NOTIFY_SOCKET", "/s/n", "WATCHDOG_USEC", "5000000"), 8).watchdog())
        .contains(Duration.ofSeconds(5));
    assertThat(Notify.of(Map.of("NOTIFY_SOCKET", "/s/n", "WATCHDOG_USEC", "soon"), 8).watchdog())
        .isEmpty();
  }
}
