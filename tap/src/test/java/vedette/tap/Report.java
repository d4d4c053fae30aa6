package vedette.tap;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// What a demo node says it fired (format: demo/README.md), read while it is written.
final class Report implements Closeable {
  private static final String[] EVENTS = {
    "net:inbound_message",
    "net:outbound_message",
    "net:inbound_connection",
    "net:outbound_connection",
    "net:evicted_inbound_connection",
    "net:closed_connection",
    "net:misbehaving_connection",
    "validation:block_connected",
    "utxocache:flush",
    "utxocache:add",
    "utxocache:spent",
    "utxocache:uncache",
    "coin_selection:selected_coins",
    "coin_selection:normal_create_tx_internal",
    "coin_selection:attempting_aps_create_tx",
    "coin_selection:aps_create_tx_internal",
    "mempool:added",
    "mempool:removed",
    "mempool:replaced",
    "mempool:rejected"
  };

  /// For each event its fields: i signed, u unsigned, t message type, s other text, h hash, b
  /// boolean, n network, m flush mode, p payload.
  private static final String[] LAYOUTS = {
    "isstup", "isstup", "issnu", "issnu", "issni", "issni", "is", "hiuiii", "imuub", "huuib",
    "huuib", "huuib", "ssiii", "sbii", "s", "sbbii", "hii", "hsiiu", "hiiuhiib", "hs"
  };

  private static final List<String> NETWORKS =
      List.of("unroutable", "ipv4", "ipv6", "onion", "i2p", "cjdns", "internal");
  private static final List<String> MODES =
      List.of("none", "if_needed", "periodic", "force_flush", "force_sync");
  private static final int HEAD = 32;
  private static final int TRAILER = 0xff;

  private final FileChannel file;
  private ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN).limit(0);
  private long read = HEAD;
  private boolean ended;

  Report(Path path) {
    try {
      file = FileChannel.open(path);
    } catch (IOException absent) {
      throw new UncheckedIOException("no report", absent);
    }
  }

  /// A record.
  ///
  /// @param thread which thread of the node fired it
  record Line(int thread, Fired fired) {}

  /// Everything in a finished report.
  static List<Line> all(Path path) {
    try (Report report = new Report(path)) {
      List<Line> lines = new ArrayList<>();
      for (Optional<Line> line = report.next(); line.isPresent(); line = report.next()) {
        lines.add(line.get());
      }
      if (!report.ended) {
        throw new IllegalStateException(path + " has no trailer");
      }
      return lines;
    }
  }

  static List<Fired> fired(Path path) {
    return all(path).stream().map(Line::fired).toList();
  }

  /// The next record, empty if it is not written yet, or if that was the last.
  Optional<Line> next() {
    if (ended || !available(4) || !available(4 + buffer.getInt(buffer.position()))) {
      return Optional.empty();
    }
    int length = buffer.getInt();
    ByteBuffer record = buffer.slice(buffer.position(), length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.position(buffer.position() + length);
    record.getLong();
    int event = record.get() & 0xff;
    int thread = record.get() & 0xff;
    if (event == TRAILER) {
      ended = true;
      return Optional.empty();
    }
    return Optional.of(new Line(thread, fired(event, record)));
  }

  private boolean available(int count) {
    try {
      if (buffer.remaining() < count) {
        ByteBuffer larger =
            ByteBuffer.allocate(Math.max(count, 1 << 16)).order(ByteOrder.LITTLE_ENDIAN);
        larger.put(buffer);
        int more = file.read(larger, read);
        read += Math.max(more, 0);
        buffer = larger.flip();
      }
      return buffer.remaining() >= count;
    } catch (IOException failed) {
      throw new UncheckedIOException("the report cannot be read", failed);
    }
  }

  private static Fired fired(int event, ByteBuffer record) {
    List<String> fields = new ArrayList<>();
    String payload = "";
    for (char kind : LAYOUTS[event].toCharArray()) {
      switch (kind) {
        case 'i' -> fields.add(Long.toString(record.getLong()));
        case 'u' -> fields.add(Long.toUnsignedString(record.getLong()));
        case 'h' -> fields.add(Fired.reversed(bytes(record, 32)));
        // Before v29 there was no eighth argument of mempool:replaced.
        case 'b' -> fields.add(Boolean.toString(!record.hasRemaining() || record.getLong() != 0));
        case 'n' -> fields.add(NETWORKS.get((int) record.getLong()));
        case 'm' -> fields.add(MODES.get((int) record.getLong()));
        case 'p' -> {
          record.getLong();
          payload = HexFormat.of().formatHex(bytes(record, 32));
        }
        // What a peer sends as type may be any byte.
        case 't' -> fields.add(text(record, StandardCharsets.ISO_8859_1));
        default -> fields.add(text(record, StandardCharsets.UTF_8));
      }
    }
    if (record.hasRemaining()) {
      throw new IllegalStateException(EVENTS[event] + " has more fields than expected");
    }
    return new Fired(EVENTS[event], fields, payload);
  }

  private static String text(ByteBuffer record, Charset charset) {
    return new String(bytes(record, record.getInt()), charset);
  }

  private static byte[] bytes(ByteBuffer from, int count) {
    byte[] bytes = new byte[count];
    from.get(bytes);
    return bytes;
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException failed) {
      throw new UncheckedIOException("the report cannot be closed", failed);
    }
  }
}
