package vedette.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ListeningTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<Reading> readings = new CopyOnWriteArrayList<>();
  private final BlockingQueue<String> notices = new LinkedBlockingQueue<>();
  private final AtomicInteger opened = new AtomicInteger();
  private final CountDownLatch ended = new CountDownLatch(1);

  /// Asked so rarely by itself that a second answer can only come from a notice.
  private static final List<Call> CALLS =
      List.of(
          new Call("channels", Duration.ofHours(1), Duration.ofSeconds(10)),
          new Call("peers", Duration.ofHours(1), Duration.ofSeconds(10)));

  private interface Stream {
    void listen(Consumer<String> changed) throws InterruptedException;
  }

  private Service service(Stream stream) {
    return new Service() {
      @Override
      public List<Call> calls() {
        return CALLS;
      }

      @Override
      public int concurrency() {
        return 1;
      }

      @Override
      public Session open() {
        return new Session() {
          @Override
          public Outcome ask(Call call) {
            return Scripted.said(call.name());
          }

          @Override
          public void listen(Consumer<String> changed) throws InterruptedException {
            opened.incrementAndGet();
            stream.listen(changed);
          }

          @Override
          public void close() {}
        };
      }
    };
  }

  private void hear(Consumer<String> changed) throws InterruptedException {
    try {
      while (true) {
        changed.accept(notices.take());
      }
    } finally {
      ended.countDown();
    }
  }

  private long count(String call) {
    return readings.stream().filter(reading -> reading.call().equals(call)).count();
  }

  @Test
  void noticeHasTheNamedCallAskedAndNoOther() {
    try (Poller poller = Poller.start(readings::add)) {
      poller.put("one", service(this::hear));
      await().atMost(PATIENCE).until(() -> readings.size() == 2);
      notices.add("nobody asks this");
      notices.add("channels");
      await().atMost(PATIENCE).until(() -> count("channels") == 2);
      notices.add("channels");
      await().atMost(PATIENCE).until(() -> count("channels") == 3);
    }
    assertThat(count("peers")).isEqualTo(1);
  }

  @Test
  void burstOfNoticesIsNoBurstOfQuestions() {
    try (Poller poller = Poller.start(readings::add)) {
      poller.put("one", service(this::hear));
      await().atMost(PATIENCE).until(() -> readings.size() == 2);
      for (int i = 0; i < 10_000; i++) {
        notices.add("channels");
      }
      await().atMost(PATIENCE).until(() -> notices.isEmpty() && count("channels") >= 2);
    }
    // Each question takes the place of all notices of half a second.
    assertThat(count("channels")).isLessThan(100);
  }

  @Test
  void brokenStreamIsOpenedAgain() {
    try (Poller poller = Poller.start(readings::add)) {
      poller.put(
          "one",
          service(changed -> {
            if (opened.get() == 1) {
              throw new PollException("stream: expected events. Found: its end. Do: nothing");
            }
            hear(changed);
          }));
      notices.add("peers");
      await().atMost(PATIENCE).until(() -> count("peers") >= 2);
    }
    assertThat(opened).hasValue(2);
  }

  @Test
  void listeningEndsWithItsTarget() throws InterruptedException {
    try (Poller poller = Poller.start(readings::add)) {
      poller.put("one", service(this::hear));
      await().atMost(PATIENCE).until(() -> opened.get() == 1);
      poller.remove("one");
      ended.await();
    }
    assertThat(opened).hasValue(1);
  }
}
