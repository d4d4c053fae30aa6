package vedette.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class AsideTest {
  private static final Answer SAID = new Scripted.Said("it");

  @Test
  void whatHangsIsLeftBehindAndNothingElseIsBegunUntilItEnds() throws Exception {
    Aside aside = new Aside("test");
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch kernel = new CountDownLatch(1);
    AtomicInteger times = new AtomicInteger();
    Thread asking =
        Thread.ofVirtual()
            .start(() ->
                assertThatThrownBy(() ->
                        aside.run(() -> {
                          times.incrementAndGet();
                          assertThat(Thread.currentThread().isVirtual()).isFalse();
                          begun.countDown();
                          hang(kernel);
                          return SAID;
                        }))
                    .isInstanceOf(InterruptedException.class));
    assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
    asking.interrupt();
    asking.join();
    assertThat(aside.run(() -> SAID))
        .isEqualTo(
            new Outcome.Failed(
                Trouble.TIMEOUT, "a file system has not answered since it was asked before"));
    assertThat(times).hasValue(1);
    kernel.countDown();
    await()
        .atMost(60, TimeUnit.SECONDS)
        .until(() -> aside.run(() -> SAID).equals(new Outcome.Answered(SAID)));
  }

  /// The thread of the one before may end later than its work.
  @Test
  void whatIsBegunWhenTheOneBeforeHasAnsweredIsNeverRefused() throws Exception {
    Aside aside = new Aside("test");
    for (int i = 0; i < 300; i++) {
      assertThat(aside.run(() -> SAID)).isEqualTo(new Outcome.Answered(SAID));
    }
  }

  /// As the kernel does: no interrupt helps.
  private static void hang(CountDownLatch until) {
    while (until.getCount() > 0) {
      LockSupport.parkNanos(1_000_000);
    }
  }
}
