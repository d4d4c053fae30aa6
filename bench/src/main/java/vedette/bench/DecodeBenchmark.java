package vedette.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import vedette.event.NetEvent;
import vedette.event.Selection;
import vedette.event.json.BitcointapJson;
import vedette.event.json.EventJson;
import vedette.event.text.EventText;
import vedette.wire.Decoding;
import vedette.wire.MessageDecoder;

/// What it takes to decode a message and to write it out. The table is made by [Decode].
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
public class DecodeBenchmark {
  /// Which message.
  @Param({"tx 300 B", "inv of 35", "addrv2", "headers", "cmpctblock", "block 1 MB", "block 4 MB"})
  public String message = "";

  @SuppressWarnings("NullAway.Init") // JMH calls set() before anything else
  private Subject subject;

  private record Subject(
      NetEvent.Message event,
      EventJson json,
      EventJson headers,
      BitcointapJson bitcointap,
      EventText text,
      Selection selection) {}

  /// Reads the recording.
  @Setup
  public void set() {
    NetEvent.Message event =
        new Messages(Path.of(System.getProperty("bench.report"))).named(message);
    if (!(event.message().decode() instanceof Decoding.Decoded)) {
      throw new IllegalStateException(message + " does not decode: " + event.message().decode());
    }
    OutputStream nowhere = OutputStream.nullOutputStream();
    subject =
        new Subject(
            event,
            new EventJson(nowhere, EventJson.Options.DEFAULT),
            new EventJson(nowhere, EventJson.Options.HEADERS_ONLY),
            new BitcointapJson(nowhere),
            new EventText(false, EventText.ANY_WIDTH),
            Selection.parse(
                "event=net:* message=inv,tx,block,cmpctblock,headers,addrv2 address=!192.0.2.0/24"));
  }

  /// Bytes to a record.
  @Benchmark
  public Decoding decode() {
    return MessageDecoder.decode(subject.event.message().type(), subject.event.message().payload());
  }

  /// An event to its line of JSON, decoding included.
  @Benchmark
  public void json() throws IOException {
    subject.json.write(subject.event);
  }

  /// The same without decoding.
  @Benchmark
  public void jsonHeadersOnly() throws IOException {
    subject.headers.write(subject.event);
  }

  /// An event to bitcointap's JSON, decoding included.
  @Benchmark
  public boolean bitcointap() throws IOException {
    return subject.bitcointap.write(subject.event);
  }

  /// An event to its line of text, decoding included.
  @Benchmark
  public String text() {
    return subject.text.line(subject.event);
  }

  /// Whether an event is selected.
  @Benchmark
  public boolean select() {
    return subject.selection.matches(subject.event);
  }
}
