package vedette.watch.monerod;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import vedette.poll.Answer;
import vedette.poll.Outcome;
import vedette.poll.Reading;
import vedette.poll.Trouble;
import vedette.poll.monerod.MonerodAnswer;
import vedette.poll.monerod.MonerodCall;
import vedette.watch.service.NoNodes;
import vedette.watch.service.Services;
import vedette.watch.view.ServicePage;
import vedette.watch.view.ServiceView;

/// A monerod of which things are told, at times that the test decides.
final class Told {
  static final String KEY = "monero";

  private final AtomicLong now = new AtomicLong(1_800_000_000_000L);
  private final Services services =
      new Services(() -> Instant.ofEpochMilli(now.get()), new NoNodes());

  Told() {
    services.put(new MonerodKind(), KEY, "Monero", List.of());
  }

  long now() {
    return now.get();
  }

  Told pass(Duration time) {
    now.addAndGet(time.toMillis());
    services.tick();
    return this;
  }

  Told says(MonerodCall call, Answer answer) {
    return reading(call, new Outcome.Answered(answer));
  }

  Told fails(MonerodCall call, Trouble trouble) {
    return reading(call, new Outcome.Failed(trouble, "its own words"));
  }

  private Told reading(MonerodCall call, Outcome outcome) {
    services.accept(
        new Reading(
            KEY,
            call.call().name(),
            Instant.ofEpochMilli(now.get()),
            Duration.ofMillis(7),
            outcome));
    return this;
  }

  ServicePage page() {
    return services.page(KEY).orElseThrow();
  }

  MonerodPage own() {
    return (MonerodPage) page().page().orElseThrow();
  }

  ServiceView view() {
    return page().service();
  }

  String word() {
    return view().word();
  }

  /// The measured values, by name and labels.
  Map<String, Double> measured() {
    Map<String, Double> all = new TreeMap<>();
    page()
        .readings()
        .forEach(row ->
            all.put(
                row.labels().isEmpty() ? row.name() : row.name() + row.labels().values(),
                row.value()));
    return all;
  }

  /// What `get_info` says, as a main network's node at the tip says it, to be changed.
  static final class Overview {
    String network = "mainnet";
    long height = 3_000_000;
    OptionalLong target = OptionalLong.empty();
    boolean synchronised = true;
    boolean offline;
    boolean restricted;
    boolean untrusted;
    OptionalLong ownHeight = OptionalLong.empty();
    OptionalLong outgoing = OptionalLong.of(12);
    OptionalLong incoming = OptionalLong.of(3);
    OptionalLong started = OptionalLong.of(1_799_000_000);
    Optional<Boolean> update = Optional.of(false);

    static Overview of() {
      return new Overview();
    }

    Overview peers(long out, long in) {
      outgoing = OptionalLong.of(out);
      incoming = OptionalLong.of(in);
      return this;
    }

    Overview behind(long blocks) {
      synchronised = false;
      target = OptionalLong.of(height + blocks);
      return this;
    }

    Overview restricted() {
      restricted = true;
      outgoing = OptionalLong.empty();
      incoming = OptionalLong.empty();
      started = OptionalLong.empty();
      update = Optional.empty();
      return this;
    }

    MonerodAnswer.Overview answer() {
      OptionalLong known = restricted ? OptionalLong.empty() : OptionalLong.of(4_000);
      return new MonerodAnswer.Overview(
          network,
          height,
          target,
          "aa",
          synchronised,
          !synchronised,
          offline,
          restricted,
          untrusted,
          ownHeight,
          outgoing,
          incoming,
          restricted ? OptionalLong.empty() : OptionalLong.of(1),
          known,
          known,
          OptionalLong.of(20),
          OptionalLong.of(40_000_000),
          restricted ? OptionalLong.empty() : OptionalLong.of(0),
          OptionalDouble.of(6e11),
          started,
          restricted ? OptionalLong.empty() : OptionalLong.of(200_000_000_000L),
          restricted ? OptionalLong.empty() : OptionalLong.of(90_000_000_000L),
          restricted ? Optional.empty() : Optional.of("0.18.4.0-release"),
          update,
          OptionalLong.of(600_000),
          OptionalLong.of(300_000));
    }
  }

  Told info(Overview info) {
    return says(MonerodCall.GET_INFO, info.answer());
  }

  /// A newest block with a time of its own.
  Told block(String hash, long height, long timestampMs) {
    return says(
        MonerodCall.GET_LAST_BLOCK_HEADER,
        new MonerodAnswer.Header(
            height,
            hash,
            timestampMs == 0 ? OptionalLong.empty() : OptionalLong.of(timestampMs / 1_000),
            OptionalLong.of(612_000_000_000L),
            OptionalLong.of(30),
            OptionalLong.of(90_000),
            OptionalLong.of(16),
            OptionalLong.of(16),
            OptionalDouble.of(6e11)));
  }
}
