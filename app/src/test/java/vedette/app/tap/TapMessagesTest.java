package vedette.app.tap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `bitcoind -capturemessages` writes, without any privilege.
class TapMessagesTest {
  @TempDir private Path folder;
  private Path received;

  @BeforeEach
  void aNodeThatCaptures() throws IOException {
    Path peer = Files.createDirectories(folder.resolve("message_capture/203.0.113.7_8333"));
    received = peer.resolve("msgs_recv.dat");
    Files.write(received, ping(1));
    Files.write(peer.resolve("msgs_sent.dat"), ping(2));
  }

  @Test
  void capturedMessagesAreReadToTheirEnd() {
    try (TapProcess tap =
        TapProcess.start(
            "--messages", folder.toString(), "--no-follow", "--direction", "inbound")) {
      List<String> lines = tap.lines();
      assertThat(lines).hasSize(1);
      assertThat(lines.getFirst())
          .contains("\"event\":\"net:inbound_message\",\"peer\":{\"address\":\"203.0.113.7:8333\"}")
          .contains("\"type\":\"ping\",\"size\":8,\"nonce\":\"1\"");
      assertThat(tap.exitCode()).isZero();
    }
  }

  @Test
  void moreMessagesAreFollowedAsTheyCome() throws IOException {
    try (TapProcess tap = TapProcess.start("--messages", folder.toString(), "--count", "3")) {
      tap.line();
      tap.line();
      Files.write(received, ping(3), StandardOpenOption.APPEND);
      assertThat(tap.line()).contains("\"nonce\":\"3\"");
      assertThat(tap.exitCode()).isZero();
    }
  }

  @Test
  void aFlushAnswersInAFileToo() throws IOException {
    try (TapProcess tap = TapProcess.start("--messages", folder.toString(), "--interactive")) {
      tap.line();
      tap.line();
      tap.type("flush");
      assertThat(tap.line()).contains("\"event\":\"vedette:flushed\"");
    }
  }

  /// A record as Core's CaptureMessageToFile writes it.
  private static byte[] ping(long nonce) {
    ByteBuffer record = ByteBuffer.allocate(8 + 12 + 4 + 8).order(ByteOrder.LITTLE_ENDIAN);
    record.putLong(1_700_000_000_000_000L + nonce);
    record.put("ping".getBytes(StandardCharsets.US_ASCII)).position(20);
    return record.putInt(8).putLong(nonce).array();
  }
}
