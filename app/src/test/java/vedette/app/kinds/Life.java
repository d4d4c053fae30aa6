package vedette.app.kinds;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;
import vedette.app.web.json.ViewJson;
import vedette.poll.Answer;
import vedette.poll.Outcome;
import vedette.poll.Reading;
import vedette.poll.Trouble;
import vedette.watch.Happenings;
import vedette.watch.Watch;
import vedette.watch.metrics.Metrics;
import vedette.watch.service.Reach;
import vedette.watch.service.ServiceKind;

/// One service with everything that shows it, and a clock that the test moves.
final class Life {
  static final String KEY = "it";

  private Instant now = Instant.parse("2026-11-26T12:00:00Z");
  private final ServiceKind kind;
  private final Watch watch = new Watch(() -> now, Happenings.NONE);
  private final Metrics metrics = Metrics.create("test");

  Life(ServiceKind kind) {
    this.kind = kind;
    metrics.services(watch.services());
    if (!watch.services().put(kind, KEY, kind.title(), List.of())) {
      throw new IllegalStateException("no room for one service");
    }
  }

  Instant now() {
    return now;
  }

  Life says(String call, Answer answer) {
    return reads(call, new Outcome.Answered(answer));
  }

  Life fails(String call, Trouble trouble) {
    return reads(call, new Outcome.Failed(trouble, "its own words"));
  }

  /// What it is asked first is not answered.
  Life fails(Trouble trouble) {
    return fails(kind.mainCall(), trouble);
  }

  private Life reads(String call, Outcome outcome) {
    boolean _ = watch.services().accept(new Reading(KEY, call, now, Duration.ofMillis(3), outcome));
    return this;
  }

  Life passes(Duration time) {
    now = now.plus(time);
    watch.tick();
    return this;
  }

  /// Nothing is heard of it for so long that nothing is known any more.
  Life falls() {
    return passes(Duration.ofMillis(Reach.STALE_MS + 1_000));
  }

  /// Topic `now` as the API gives it.
  ObjectNode json() {
    return ViewJson.tree(watch.now());
  }

  /// Topic `service/it`.
  ObjectNode page() {
    return ViewJson.tree(watch.services().page(KEY).orElseThrow());
  }

  /// What a scrape of /metrics gets.
  String metrics() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      metrics.own("").writeTo(out);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
