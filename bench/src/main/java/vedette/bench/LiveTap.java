package vedette.bench;

import java.time.Duration;
import vedette.tap.Tap;
import vedette.tap.TapOptions;

/// The process that `Live` looks at: a tap that adds up payloads, and nothing else. Prints "ready",
/// then "reading" with the first event; ends when its standard input does.
final class LiveTap {
  private LiveTap() {}

  public static void main(String[] arguments) throws Exception {
    Work work = Work.of("sum");
    try (Tap tap =
        Reader.open(
            "event=" + Node.PROBE, TapOptions.WHOLE_PAYLOAD, TapOptions.DEFAULT_RING_BYTES)) {
      System.out.println("ready");
      Thread end =
          Thread.ofPlatform()
              .daemon()
              .start(() -> {
                try {
                  while (System.in.read() >= 0) {}
                } catch (java.io.IOException gone) {
                  // Then it has ended, too.
                }
                tap.stop();
              });
      while (!tap.ended()) {
        tap.pollViews(Duration.ofSeconds(1), work);
      }
      end.join();
      System.out.println(work.records + " 0 " + Long.toUnsignedString(work.sum));
      System.err.println(tap.stats().complete() ? "" : "LiveTap: " + tap.stats());
    }
  }
}
