package vedette.watch.service;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import vedette.poll.Answer;
import vedette.poll.Outcome;
import vedette.poll.Reading;
import vedette.poll.Trouble;
import vedette.watch.view.ServicePage;
import vedette.watch.view.ServiceView;

/// One service of some kind, with a clock that a test sets.
public final class OneService {
  private static final String KEY = "it";

  private long now = 1_795_000_000_000L;
  private final Services services;

  public OneService(ServiceKind kind) {
    services = new Services(() -> Instant.ofEpochMilli(now), new NoNodes());
    if (!services.put(kind, KEY, kind.title(), List.of())) {
      throw new IllegalStateException("no room for one service");
    }
  }

  public long now() {
    return now;
  }

  public Instant instant() {
    return Instant.ofEpochMilli(now);
  }

  public OneService passes(Duration time) {
    now += time.toMillis();
    services.tick();
    return this;
  }

  public OneService says(String call, Answer answer) {
    return reads(call, new Outcome.Answered(answer));
  }

  public OneService fails(String call, Trouble trouble, String said) {
    return reads(call, new Outcome.Failed(trouble, said));
  }

  private OneService reads(String call, Outcome outcome) {
    if (!services.accept(new Reading(KEY, call, instant(), Duration.ofMillis(1), outcome))) {
      throw new IllegalStateException("the reading was not taken");
    }
    return this;
  }

  public ServiceView view() {
    return services.views().values().iterator().next();
  }

  /// State and word together.
  public String standing() {
    ServiceView view = view();
    return view.state() + ": " + view.word();
  }

  public ServicePage page() {
    return services.page(KEY).orElseThrow();
  }

  /// Everything measured: the name without `vedette_`, and the labels' values.
  public Map<String, Double> measured() {
    return services.measured().stream()
        .collect(
            Collectors.toMap(
                it -> it.measure().series() + (it.labels().isEmpty() ? "" : it.labels().toString()),
                Measured::value));
  }
}
