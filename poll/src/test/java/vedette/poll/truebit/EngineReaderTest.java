package vedette.poll.truebit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vedette.poll.docker.ContainerState;
import vedette.poll.docker.DockerEngine;
import vedette.poll.docker.FakeEngine;
import vedette.poll.docker.Lines;

class EngineReaderTest {
  private static final String ID = "f3b1f2a2b93d";
  private static final String HEAD = "2025-12-17 09:23:08 info: @truebit/worker:1.0.0 ";

  private Path folder = Path.of("");
  private FakeEngine fake;

  @BeforeEach
  void start() throws Exception {
    folder = Files.createTempDirectory(Path.of("/tmp"), "eng");
    fake = new FakeEngine(folder.resolve("s"));
  }

  @AfterEach
  void stop() throws Exception {
    fake.close();
    Files.deleteIfExists(folder.resolve("s"));
    Files.deleteIfExists(folder);
  }

  /// The engine has these pieces from now on; each begins with its second of 14:02.
  private void has(String... pieces) {
    List<byte[]> answer = new ArrayList<>();
    answer.add(FakeEngine.chunkedHead());
    for (String piece : pieces) {
      String stamped = "2026-11-26T14:02:" + piece.substring(0, 2) + "Z " + piece.substring(3);
      answer.add(FakeEngine.chunk(FakeEngine.frame(1, stamped.getBytes(StandardCharsets.UTF_8))));
    }
    answer.add("0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
    fake.answers("/containers/" + ID + "/logs", answer);
  }

  private List<EngineReader.Heard> heard(EngineMark from) throws Exception {
    ContainerState container = Containers.exited(ID);
    BlockingQueue<EngineReader.Heard> queue = new ArrayBlockingQueue<>(100);
    EngineReader reader =
        EngineReader.from(new DockerEngine(folder.resolve("s")), container, from, queue);
    reader.read();
    assertThat(reader.failed()).isEmpty();
    return List.copyOf(queue);
  }

  private static List<String> lines(List<EngineReader.Heard> heard) {
    return heard.stream().flatMap(h -> h.lines().stream()).map(Lines.Line::text).toList();
  }

  @Test
  void goesOnBehindWhatWasRead() throws Exception {
    has("01 a\n", "01 a\n", "02 b\n", "02 c\n");
    List<EngineReader.Heard> all = heard(EngineMark.BEGINNING);
    assertThat(lines(all)).containsExactly("a", "a", "b", "c");
    assertThat(lines(heard(all.get(0).after()))).containsExactly("a", "b", "c");
    assertThat(lines(heard(all.get(1).after()))).containsExactly("b", "c");
    assertThat(lines(heard(all.get(3).after()))).isEmpty();
    has("01 a\n", "01 a\n", "02 b\n", "02 c\n", "30 d\n");
    assertThat(lines(heard(EngineMark.of(all.get(3).after().text())))).containsExactly("d");
  }

  /// A log that was rotated meanwhile begins later: the count is wrong, the place is found.
  @Test
  void findsThePlaceInALogThatWasRotated() throws Exception {
    has("01 a\n", "01 b\n", "02 c\n");
    EngineMark mark = heard(EngineMark.BEGINNING).get(2).after();
    has("02 c\n", "02 d\n");
    assertThat(lines(heard(mark))).containsExactly("d");
    has("03 e\n", "03 f\n", "03 g\n", "03 h\n");
    assertThat(lines(heard(mark))).containsExactly("e", "f", "g", "h");
  }

  /// Entries end alike: the last of equal pieces would be far behind.
  @Test
  void ofEqualPiecesTheOneNearestToThePlaceIsTaken() throws Exception {
    has("01 a\n", "01 }\n", "01 b\n", "01 }\n");
    EngineMark mark = heard(EngineMark.BEGINNING).get(3).after();
    has("01 }\n", "01 b\n", "01 }\n", "01 c\n", "01 }\n", "01 d\n", "01 }\n");
    assertThat(lines(heard(mark))).containsExactly("c", "}", "d", "}");
  }

  @Test
  void whatWasStampedOutOfOrderIsNotLost() throws Exception {
    has("05 a\n", "04 b\n", "05 c\n");
    List<EngineReader.Heard> all = heard(EngineMark.BEGINNING);
    has("05 a\n", "04 b\n", "05 c\n", "03 d\n", "06 e\n");
    assertThat(lines(heard(all.get(0).after()))).containsExactly("b", "c", "d", "e");
    assertThat(lines(heard(all.get(2).after()))).containsExactly("d", "e");
  }

  @Test
  void aLineIsMadeOfItsPiecesAlsoWhenReadingGoesOnWithinIt() throws Exception {
    has("01 begin, ", "01 middle, ", "02 end\n", "02 next\n");
    List<EngineReader.Heard> all = heard(EngineMark.BEGINNING);
    assertThat(lines(all)).containsExactly("begin, middle, end", "next");
    assertThat(lines(heard(all.get(0).after()))).containsExactly("begin, middle, end", "next");
  }

  /// A process that ends within a line has no end of it; what the next one writes is not its rest.
  @Test
  void aLineThatNobodyEndedIsNotContinuedByTheNextRun() throws Exception {
    has("01 " + HEAD + "cut of");
    List<EngineReader.Heard> all = heard(EngineMark.BEGINNING);
    assertThat(lines(all)).containsExactly(HEAD + "cut of");
    EngineMark taken = all.getLast().after().withEnded(true);
    has("01 " + HEAD + "cut of", "20 " + HEAD + "next\n");
    assertThat(lines(heard(EngineMark.BEGINNING))).containsExactly(HEAD + "cut of", HEAD + "next");
    assertThat(lines(heard(EngineMark.of(taken.text())))).containsExactly(HEAD + "next");
  }
}
