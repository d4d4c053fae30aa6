package vedette.app.tap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every refusal has its own text, and its exit code says whether a retry may help.
class TapRefusalTest {
  @TempDir private Path folder;

  @Test
  void noSuchProcess() {
    TapProcess.assumeTracing();
    refused("--pid 4194303: there is no such process. Do: pidof bitcoind", "--pid", "4194303");
  }

  @Test
  void aProcessWithoutTracepoints() throws IOException {
    TapProcess.assumeTracing();
    Process sleep = new ProcessBuilder("sleep", "60").start();
    try {
      refused(
          "this binary has no tracepoints (no .note.stapsdt section)",
          "--pid",
          Long.toString(sleep.pid()));
    } finally {
      sleep.destroyForcibly();
    }
  }

  @Test
  void aBinaryWithoutTracepoints() {
    TapProcess.assumeTracing();
    refused("/bin/sleep: this binary has no tracepoints", "--exe", "/bin/sleep");
  }

  @Test
  void aPidFileWithSomethingElse() throws IOException {
    TapProcess.assumeTracing();
    Path file = Files.writeString(folder.resolve("bitcoind.pid"), "not a number\n");
    refused("expected a process id. Found something else.", "--pid-file", file.toString());
  }

  @Test
  void aMistypedEvent() {
    refused(
        "event=net:inbound_mesage: no such event. Nearest: net:inbound_message.",
        "--event",
        "net:inbound_mesage");
  }

  @Test
  void aMistypedOption() {
    refused("no such option: '--evnt'. Did you mean '--event'?", "--evnt", "net:*");
  }

  @Test
  void aFolderThatIsNotThere() {
    Path file = folder.resolve("missing/events.json");
    refused(
        "--output "
            + file
            + ": expected a file that can be written. Found: No such file or directory.",
        "--demo",
        "--output",
        file.toString());
  }

  @Test
  void aRecordingThatIsNone() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("x.capture"),
            "This is not a capture file, though it is long enough to be one.\n".repeat(4));
    refused(file.toString(), "--replay", file.toString());
  }

  @Test
  void messagesThatAreNotThereYet() {
    Path missing = folder.resolve("nothing");
    refused(
        1,
        missing + ": expected a directory message_capture or a .dat file. Found: nothing there",
        "--messages",
        missing.toString());
  }

  private static void refused(String text, String... options) {
    refused(2, text, options);
  }

  private static void refused(int code, String text, String... options) {
    try (TapProcess tap = TapProcess.start(options)) {
      assertThat(tap.lines()).isEmpty();
      assertThat(tap.exitCode()).as("%s", tap.said()).isEqualTo(code);
      assertThat(tap.said()).anyMatch(line -> line.startsWith("vedette: ") && line.contains(text));
    }
  }
}
