package vedette.poll.truebit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vedette.poll.docker.ContainerState;
import vedette.poll.docker.DockerEngine;
import vedette.poll.docker.DockerException;
import vedette.poll.docker.FakeEngine;

/// What podman gives when it is asked for a log again and again.
class AskedLogTest {
  private static final String ID = "f3b1f2a2b93d";
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String LOGS = "/containers/" + ID + "/logs?stdout=1&stderr=1&timestamps=1";

  private final List<String> got = new ArrayList<>();
  private final Queue<List<String>> later = new ArrayDeque<>();
  private final List<Boolean> doubts = new ArrayList<>();
  private Path folder = Path.of("");
  private boolean ends = true;
  private FakeEngine fake;

  @BeforeEach
  void start() throws Exception {
    folder = Files.createTempDirectory(Path.of("/tmp"), "ask");
    fake = new FakeEngine(folder.resolve("s"));
    fake.stays(LOGS + "&follow=1", List.of(FakeEngine.chunkedHead()));
  }

  @AfterEach
  void stop() throws Exception {
    fake.close();
    Files.deleteIfExists(folder.resolve("s"));
    Files.deleteIfExists(folder);
  }

  private void has(List<String> pieces) {
    List<byte[]> answer = new ArrayList<>();
    answer.add(FakeEngine.chunkedHead());
    for (String piece : pieces) {
      String stamped = "2026-11-26T14:02:" + piece.substring(0, 2) + "Z " + piece.substring(3);
      answer.add(FakeEngine.chunk(FakeEngine.frame(1, stamped.getBytes(StandardCharsets.UTF_8))));
    }
    answer.add("0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
    fake.answers(LOGS + "&follow=0", answer);
  }

  /// Between two times of asking the log becomes the next of these.
  private AskedLogTest then(String... pieces) {
    later.add(List.of(pieces));
    return this;
  }

  private void read() throws InterruptedException {
    has(later.remove());
    ContainerState container = Containers.running(ID);
    AskedLog log =
        new AskedLog(
            new DockerEngine(folder.resolve("s")),
            container,
            0,
            (_, _, bytes, _) -> got.add(new String(bytes, StandardCharsets.UTF_8).strip()),
            this::next);
    log.read();
  }

  private void next(Semaphore news, boolean doubtful, long tookNanos) throws InterruptedException {
    doubts.add(doubtful);
    if (later.isEmpty()) {
      if (ends) {
        end();
      }
      news.acquire();
    } else {
      has(later.remove());
    }
  }

  /// The container ends, and with it its log for who follows it.
  private void end() {
    await().atMost(PATIENCE).until(() -> fake.hasAnswered("follow=1"));
    try {
      fake.end();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  @Test
  void eachPieceComesOnceAndTheLastOnlyWhenItIsTheSameTwice() throws Exception {
    then("01 a\n", "01 b\n").then("01 a\n", "01 b\n", "02 c\n");
    then("01 a\n", "01 b\n", "02 c\n").then("01 a\n", "01 b\n", "02 c\n");
    read();
    assertThat(got).containsExactly("a", "b", "c");
    assertThat(doubts).containsExactly(true, true, false, false);
  }

  @Test
  void aLineWhoseEndWasStillToBeWrittenComesWhole() throws Exception {
    then("01 a\n", "01 ha").then("01 a\n", "01 half a li").then("01 a\n", "01 half a line\n");
    then("01 a\n", "01 half a line\n", "01 b\n").then("01 a\n", "01 half a line\n", "01 b\n");
    read();
    assertThat(got).containsExactly("a", "half a line", "b");
  }

  @Test
  void equalPiecesAreToldApartByTheirNumber() throws Exception {
    then("01 }\n", "01 }\n").then("01 }\n", "01 }\n", "01 }\n", "12 }\n", "12 }\n");
    then("01 }\n", "01 }\n", "01 }\n", "12 }\n", "12 }\n", "30 x\n", "30 y\n");
    read();
    assertThat(got).containsExactly("}", "}", "}", "}", "}", "x", "y");
  }

  /// It was rotated: whoever reads it finds the place anew.
  @Test
  void aLogThatDoesNotGoOnAsItWasEndsTheReading() throws Exception {
    then("01 a\n", "01 b\n", "01 c\n").then("01 b\n", "01 c\n", "01 d\n");
    read();
    assertThat(got).containsExactly("a", "b");
    got.clear();
    then("01 a\n", "01 b\n", "01 c\n").then("01 a\n");
    read();
    assertThat(got).containsExactly("a", "b");
  }

  @Test
  void itGoesOnThoughTheClockWasSetBack() throws Exception {
    then("30 a\n", "31 b\n", "02 c\n", "02 d\n");
    then("30 a\n", "31 b\n", "02 c\n", "02 d\n", "03 e\n", "03 f\n");
    then("30 a\n", "31 b\n", "02 c\n", "02 d\n", "03 e\n", "03 f\n");
    read();
    assertThat(got).containsExactly("a", "b", "c", "d", "e", "f");
  }

  @Test
  void thatItCannotBeFollowedIsSaid() {
    fake.json(LOGS + "&follow=1", 500, "{\"message\":\"no follow\"}");
    ends = false;
    then("01 a\n");
    assertThatThrownBy(this::read)
        .isInstanceOf(DockerException.class)
        .hasMessageContaining("no follow");
  }
}
