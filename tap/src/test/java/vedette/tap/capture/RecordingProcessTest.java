package vedette.tap.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vedette.event.Event;

/// What a recording is worth after its process died.
@Timeout(120)
class RecordingProcessTest {
  @TempDir Path folder;

  @Test
  void afterAKillEverythingUpToTheLastBlockIsReadableAndCanBeAppendedTo() throws Exception {
    Path file = folder.resolve("killed.vedette");
    Process process = start(List.of(java(), "-cp", classPath(), main(), file.toString()));
    long told = 0;
    try (BufferedReader out = process.inputReader()) {
      for (int block = 0; block < 40; block++) {
        told = Long.parseLong(line(out));
      }
      process.destroyForcibly().waitFor();
    }
    List<Event> readable = new ArrayList<>();
    try (Recording recording = Recording.open(file, Recording.Pace.FULL_SPEED)) {
      recording.forEach(readable::add);
    }
    long kept;
    try (RecordingWriter writer = RecordingWriter.open(file)) {
      kept = writer.events();
      assertThat(kept).isGreaterThanOrEqualTo(told);
      writer.write(Fixtures.message(1, "after", new byte[8]));
    }
    List<Event> expected = expected(kept);
    assertThat(readable.subList(0, (int) kept)).isEqualTo(expected);

    expected.add(Fixtures.message(1, "after", new byte[8]));
    assertThat(Captures.read(file)).isEqualTo(expected);
  }

  @Test
  void withoutRoomTheWriterSaysSoAndTheFileStaysReadable() throws Exception {
    Path shell = Path.of("/bin/sh");
    assumeTrue(Files.isExecutable(shell), "no shell that could limit the size of files");
    Path file = folder.resolve("full.vedette");
    // The kernel refuses the write at 200 * 512 B, in the middle of a block.
    String limited = "ulimit -f 200 && exec \"$0\" \"$@\"";
    Process process =
        start(
            List.of(
                shell.toString(),
                "-c",
                limited,
                java(),
                "-XX:-UsePerfData",
                "-cp",
                classPath(),
                main(),
                file.toString()));
    List<String> lines = new ArrayList<>();
    try (BufferedReader out = process.inputReader()) {
      out.lines().forEach(lines::add);
    }
    process.waitFor();
    long told = Long.parseLong(lines.get(lines.size() - 2));
    assertThat(lines.getLast())
        .startsWith("failed: " + file + ": cannot write the next block: ")
        .contains("The file holds " + told + " events")
        .contains("is readable. Do: make room");
    assertThat(Captures.read(file)).isEqualTo(expected(told));
    assertThat(Files.size(file)).isLessThan(200 * 512);
    try (RecordingWriter writer = RecordingWriter.open(file)) {
      assertThat(writer.truncatedBytes()).isZero();
    }
  }

  private static List<Event> expected(long count) {
    Random random = new Random(RecordingProcess.SEED);
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(Fixtures.event(random, i % Fixtures.KINDS, i + 1));
    }
    return events;
  }

  private static Process start(List<String> command) throws IOException {
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static String line(BufferedReader out) throws IOException {
    String line = out.readLine();
    return line == null ? "the process ended" : line;
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }

  private static String main() {
    return RecordingProcess.class.getName();
  }
}
