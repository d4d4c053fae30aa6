package vedette.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Must show 5: the clock jumps. libfaketime gives the daemon a wall clock of its own that jumps
/// when a file changes; the monotonic clock stays the machine's, as it does when a real clock is
/// set.
class ClockJumpTest {
  private static final Optional<Path> LIBRARY =
      List.of("x86_64", "aarch64").stream()
          .map(cpu -> Path.of("/usr/lib/" + cpu + "-linux-gnu/faketime/libfaketime.so.1"))
          .filter(Files::exists)
          .findFirst();

  @TempDir private Path folder;

  @BeforeEach
  void assume() {
    Nodes.assumeDemo();
    Assumptions.assumeTrue(LIBRARY.isPresent(), "needs libfaketime (Debian package faketime)");
  }

  private Path offset() {
    return folder.resolve("offset");
  }

  private void jumpTo(Duration fromNow) throws IOException {
    Path next = folder.resolve("offset.next");
    Files.writeString(next, "%+d\n".formatted(fromNow.toSeconds()));
    Files.move(next, offset(), StandardCopyOption.ATOMIC_MOVE);
  }

  private UpProcess start() throws IOException, InterruptedException {
    jumpTo(Duration.ZERO);
    return UpProcess.in(folder)
        .environment("LD_PRELOAD", LIBRARY.orElseThrow().toString())
        .environment("FAKETIME_TIMESTAMP_FILE", offset().toString())
        .environment("FAKETIME_NO_CACHE", "1")
        .environment("DONT_FAKE_MONOTONIC", "1")
        .start()
        .login();
  }

  /// The daemon's time as it tells it, and that all goes on: events come, history is written at the
  /// time that it is now said to be, and nothing is called ill.
  private static void goesOnAt(UpProcess up, Duration fromNow) throws Exception {
    Instant expected = Instant.now().plus(fromNow);
    long before = delivered(up.topic("system"));
    up.awaitTopic(
        "system",
        system -> {
          assertThat(delivered(system)).isGreaterThan(before);
          assertThat(system.at("/history/state").asString()).isEqualTo("ok");
          assertThat(Instant.ofEpochMilli(system.at("/history/written").asLong()))
              .isBetween(expected.minusSeconds(5), expected.plusSeconds(120));
        });
    up.awaitNode("demo", node -> assertThat(node.at("/state").asString()).isEqualTo("ok"));
    assertThat(up.get("/healthz").statusCode()).isEqualTo(200);
    assertThat(up.alive()).isTrue();
  }

  private static long delivered(JsonNode system) {
    long sum = 0;
    for (JsonNode row : system.at("/tracepoints")) {
      sum += row.at("/delivered").asLong();
    }
    return sum;
  }

  @Test
  void daemonGoesOnWhenTheClockJumpsElevenHoursAheadAndOneBack() throws Exception {
    try (UpProcess up = start()) {
      goesOnAt(up, Duration.ZERO);
      jumpTo(Duration.ofHours(11));
      goesOnAt(up, Duration.ofHours(11));
      // Back to before the start: what was seen since then lies in the future.
      jumpTo(Duration.ofHours(-1));
      goesOnAt(up, Duration.ofHours(-1));
      jumpTo(Duration.ZERO);
      goesOnAt(up, Duration.ZERO);
      assertThat(up.said()).noneMatch(line -> line.contains("mistake"));
    }
  }

  @Test
  void jumpOfADayEndsSessionsAndThePasswordBeginsOthers() throws Exception {
    try (UpProcess up = start()) {
      String password = up.password();
      jumpTo(Duration.ofDays(1));
      assertThat(up.get("/api/v1/topics/now").statusCode()).isEqualTo(401);
      assertThat(up.login(password)).isEqualTo(204);
      assertThat(up.get("/healthz").statusCode()).isEqualTo(200);
    }
  }
}
