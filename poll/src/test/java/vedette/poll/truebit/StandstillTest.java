package vedette.poll.truebit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vedette.poll.docker.ContainerState;
import vedette.poll.docker.DockerEngine;
import vedette.poll.docker.Lines;

/// Who reads a log may be held up, with the whole machine or alone: that is no silence of the node.
class StandstillTest {
  private static final String HEAD = "2025-12-17 09:23:08 info: @truebit/worker:1.0.0 ";
  private static final Duration STANDSTILL = Duration.ofMinutes(1);
  private static final Duration STEP = Duration.ofMillis(200);

  private static final String BEGIN = HEAD + "Message received from task_created: {";
  private static final String REST = "  \"executionId\": \"e-1\"";
  private static final String END = "}";
  private static final String NEXT = HEAD + "next";
  private static final String TRACE = HEAD + "Error: it broke";
  private static final String AT = "    at node.js:1";

  private long now = 17;

  private static List<String> texts(List<Ledger.Kept> kept) {
    return kept.stream().map(it -> it.entry().message()).toList();
  }

  private static String withoutHead(String... lines) {
    return String.join("\n", lines).substring(HEAD.length());
  }

  private EntryReader file() {
    return new EntryReader(new LogGrammar(1_000), 0, now);
  }

  private void write(EntryReader reader, String... lines) {
    byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    reader.feed(bytes, bytes.length, now);
  }

  private void nothing(EntryReader reader, Duration later, int times) {
    for (int i = 0; i < times; i++) {
      now += later.toNanos();
      reader.quiet(now);
    }
  }

  @Test
  void entryOfAFileStaysWholeThoughItsReaderWasHeldUp() {
    EntryReader reader = file();
    write(reader, BEGIN);
    nothing(reader, STANDSTILL, 1);
    write(reader, REST, END, TRACE);
    nothing(reader, STANDSTILL, 1);
    write(reader, AT, NEXT);
    assertThat(texts(reader.take()))
        .containsExactly(withoutHead(BEGIN, REST, END), withoutHead(TRACE, AT));
  }

  @Test
  void entryOfAFileThatDoesNotGoOnIsEnded() {
    EntryReader reader = file();
    write(reader, BEGIN);
    nothing(reader, STEP, 25);
    assertThat(reader.take()).isEmpty();
    nothing(reader, STEP, 1);
    assertThat(texts(reader.take())).containsExactly(withoutHead(BEGIN));
    write(reader, TRACE);
    nothing(reader, STEP, 3);
    assertThat(texts(reader.take())).containsExactly(withoutHead(TRACE));
  }

  @Test
  void entryOfAContainerStaysWholeThoughItsReaderWasHeldUp() throws Exception {
    Looks looks = new Looks();
    looks.lines(BEGIN).nothing(STANDSTILL, 1).lines(REST, END, TRACE).nothing(STANDSTILL, 1);
    assertThat(followed(looks.lines(AT, NEXT)))
        .containsExactly(withoutHead(BEGIN, REST, END), withoutHead(TRACE, AT));
  }

  @Test
  void entryOfAContainerThatDoesNotGoOnIsEnded() throws Exception {
    Looks looks = new Looks();
    looks.lines(BEGIN).nothing(STEP, 25).lines(REST, END, NEXT).nothing(STEP, 3).lines(AT);
    assertThat(followed(looks)).containsExactly(withoutHead(BEGIN), REST, END, withoutHead(NEXT));
  }

  private List<String> followed(Looks looks) throws InterruptedException {
    DockerEngine none = new DockerEngine(Path.of("/nowhere/s"));
    ContainerState container = Containers.running("f3b1f2a2b93d");
    Noted ledger = new Noted();
    ContainerTail tail =
        ContainerTail.of(none, container, new LogGrammar(1_000), ledger, () -> now);
    looks.add(Optional.of(new EngineReader.Heard(EngineMark.BEGINNING, -1, List.of(), false)));
    EngineReader reader = EngineReader.from(none, container, EngineMark.BEGINNING, looks);
    assertThat(tail.consume(reader, looks, _ -> {})).isFalse();
    return texts(ledger.kept);
  }

  /// What is found at each look; time passes only while there is nothing.
  private final class Looks extends ArrayBlockingQueue<EngineReader.Heard> {
    private static final long serialVersionUID = 1L;

    private final transient Queue<Optional<EngineReader.Heard>> found = new ArrayDeque<>();
    private final transient Queue<Duration> waits = new ArrayDeque<>();

    Looks() {
      super(1);
    }

    void add(Optional<EngineReader.Heard> heard) {
      found.add(heard);
    }

    Looks lines(String... lines) {
      List<Lines.Line> read =
          Arrays.stream(lines).map(line -> new Lines.Line(line, line.length() + 1, 0)).toList();
      add(Optional.of(new EngineReader.Heard(EngineMark.BEGINNING, 1, read, false)));
      return this;
    }

    Looks nothing(Duration later, int times) {
      for (int i = 0; i < times; i++) {
        waits.add(later);
        add(Optional.empty());
      }
      return this;
    }

    @Override
    public EngineReader.@Nullable Heard poll(long timeout, TimeUnit unit) {
      Optional<EngineReader.Heard> look = found.remove();
      if (look.isEmpty()) {
        now += waits.remove().toNanos();
      }
      return look.orElse(null);
    }
  }

  private static final class Noted implements Ledger {
    final List<Kept> kept = new ArrayList<>();

    @Override
    public List<Source> sources() {
      return List.of();
    }

    @Override
    public void seen(Collection<Long> keys) {}

    @Override
    public long commit(Batch batch) {
      kept.addAll(batch.entries());
      return 1;
    }

    @Override
    public void commit(List<NodeMessage> records) {}

    @Override
    public LedgerState state(Instant at) {
      throw new UnsupportedOperationException();
    }
  }
}
