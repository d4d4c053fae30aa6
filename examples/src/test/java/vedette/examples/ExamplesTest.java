package vedette.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.event.Event;
import vedette.event.NetEvent;
import vedette.event.NodeId;
import vedette.event.Origin;
import vedette.event.P2pMessage;
import vedette.event.Peer;
import vedette.event.ValidationEvent;
import vedette.tap.capture.RecordingWriter;
import vedette.wire.Bytes;
import vedette.wire.Hash256;

/// The examples as a reader would run them: as programs.
class ExamplesTest {
  private static final Hash256 BLOCK =
      Hash256.parse("00000000000000000000000000000000000000000000000000000000000000aa");

  private static final Pattern INV =
      Pattern.compile("(?m)^inv +[1-9][0-9]* messages +[1-9][0-9]* bytes$");

  @Test
  void firstAnnouncerTellsWhoWasFirstFromACaptureFile(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("two-peers.vedette");
    try (RecordingWriter writer = RecordingWriter.open(file)) {
      List.of(inv(1, 1_000_000, 7), inv(2, 3_000_000, 8), connected(3, 26_000_000))
          .forEach(writer::write);
    }

    String printed = run(FirstAnnouncer.class, file.toString());

    assertThat(printed)
        .isEqualTo(
            "    101 "
                + BLOCK
                + "  first by peer 7 (192.0.2.7:8333) with inv, connected 25.0 ms later\n");
  }

  @Test
  void trafficByTypeCountsWhatTheDemoNodeSays() throws Exception {
    Path demo = Path.of("..", "demo", "build", "demo-node");
    assumeThat(demo).as("the demo node is built by make -C demo").exists();
    assumeThat(System.getProperty("user.name")).as("tracing needs rights").isEqualTo("root");
    Process node =
        new ProcessBuilder(demo.toString(), "--rate", "500")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      String printed = "";
      // Longer, should the node or the program have been held up.
      for (int seconds = 2; seconds <= 64 && !INV.matcher(printed).find(); seconds *= 2) {
        printed = run(TrafficByType.class, Integer.toString(seconds), Long.toString(node.pid()));
      }
      assertThat(printed).containsPattern(INV).endsWith("complete\n");
    } finally {
      node.destroy();
      node.waitFor();
    }
  }

  private static Event inv(long sequence, long nanos, int peer) {
    byte[] payload = new byte[37];
    payload[0] = 1;
    payload[1] = 2; // MSG_BLOCK
    System.arraycopy(BLOCK.toWire(), 0, payload, 5, Hash256.SIZE);
    return new NetEvent.InboundMessage(
        new Origin(nanos, sequence, new NodeId(5, "bitcoind")),
        new Peer(peer, "192.0.2." + peer + ":8333", "inbound", ""),
        new P2pMessage("inv", 37, Bytes.wrap(payload), P2pMessage.PayloadState.WHOLE));
  }

  private static Event connected(long sequence, long nanos) {
    return new ValidationEvent.BlockConnected(
        new Origin(nanos, sequence, new NodeId(5, "bitcoind")), BLOCK, 101, 1, 1, 4, 1_000_000);
  }

  /// Runs a program in a JVM of its own and gives back what it printed.
  private static String run(Class<?> program, String... args) throws Exception {
    List<String> command =
        new java.util.ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
    command.addAll(List.of(args));
    Path errors = Files.createTempFile("example", ".err");
    try {
      Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
      String out;
      try (InputStream in = process.getInputStream()) {
        out = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
      assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
      return out;
    } finally {
      Files.delete(errors);
    }
  }
}
