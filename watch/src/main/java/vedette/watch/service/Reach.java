package vedette.watch.service;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vedette.poll.Outcome;
import vedette.poll.Reading;
import vedette.poll.Trouble;
import vedette.watch.fold.Words;
import vedette.watch.view.State;
import vedette.watch.view.SystemView;

/// How the calls to a service go: what all kinds have in common. Not for several threads.
public final class Reach {
  /// A service of which nothing at all was heard for so long is not known to be well any more, ms.
  public static final long STALE_MS = 90_000;

  private static final int MOST = 64;

  private static final class Call {
    long goodAt = -1;
    double tookMs;
    long outcomeAt;
    @Nullable Trouble trouble;
    String said = "";
  }

  private final String main;
  private final Map<String, Call> calls = new TreeMap<>();
  private final Map<Trouble, Long> failed = new EnumMap<>(Trouble.class);
  private long answered;
  private long heardAt = -1;
  private @Nullable Call newest;

  Reach(String main) {
    this.main = main;
  }

  void accept(Reading reading) {
    Call call = calls.get(reading.call());
    if (call == null) {
      if (calls.size() >= MOST) {
        return;
      }
      call = new Call();
      calls.put(Words.tame(reading.call(), 64), call);
    }
    call.outcomeAt = reading.at().toEpochMilli();
    newest = call;
    switch (reading.outcome()) {
      case Outcome.Answered _ -> {
        answered++;
        call.goodAt = call.outcomeAt;
        heardAt = call.outcomeAt;
        call.tookMs = reading.took().toNanos() / 1e6;
        call.trouble = null;
        call.said = "";
      }
      case Outcome.Failed problem -> {
        failed.merge(problem.trouble(), 1L, Long::sum);
        call.trouble = problem.trouble();
        call.said = Words.tame(problem.said(), 300);
      }
    }
  }

  /// What is wrong with reaching it; empty while its main call is answered.
  ///
  /// A service that never answered may not have been there yet; one that did and does not any more
  /// is gone.
  public Optional<Standing> trouble(long now) {
    Call call = calls.get(main);
    if (call == null) {
      return Optional.of(new Standing(State.UNKNOWN, "not asked yet", "", asOf()));
    }
    // While something is wrong with it its calls are tried in turn: what the newest says is true of
    // all of them.
    Call told = newest == null || call.trouble == null ? call : newest;
    if (now - Math.max(call.outcomeAt, told.outcomeAt) > STALE_MS) {
      return Optional.of(
          new Standing(State.STALE, "stale", "Nothing was heard of it since.", asOf()));
    }
    Trouble trouble = told.trouble == null || !ofAll(told.trouble) ? call.trouble : told.trouble;
    String said = trouble == told.trouble ? told.said : call.said;
    return trouble == null
        ? Optional.empty()
        : Optional.of(
            new Standing(state(trouble, call.goodAt >= 0), word(trouble, call), said, asOf()));
  }

  /// What is wrong with one call; empty if it was answered, or never asked.
  public Optional<Trouble> trouble(String call) {
    Call known = calls.get(call);
    return known == null ? Optional.empty() : Optional.ofNullable(known.trouble);
  }

  /// What the service said to a call that it did not answer, may be empty.
  public String said(String call) {
    Call known = calls.get(call);
    return known == null ? "" : known.said;
  }

  /// When a call was last answered, ms; empty if never.
  public OptionalLong answeredAt(String call) {
    Call known = calls.get(call);
    return known == null || known.goodAt < 0 ? OptionalLong.empty() : OptionalLong.of(known.goodAt);
  }

  /// How long the last answer to a call took, ms; empty if it was never answered.
  public OptionalDouble tookMs(String call) {
    Call known = calls.get(call);
    return known == null || known.goodAt < 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(known.tookMs);
  }

  /// When anything was last answered, ms; empty if never.
  public OptionalLong asOf() {
    return heardAt < 0 ? OptionalLong.empty() : OptionalLong.of(heardAt);
  }

  /// The calls that this user may not make, or that the service does not know.
  public List<String> refused() {
    return calls.entrySet().stream()
        .filter(entry ->
            entry.getValue().trouble == Trouble.FORBIDDEN
                || entry.getValue().trouble == Trouble.UNSUPPORTED)
        .map(Map.Entry::getKey)
        .toList();
  }

  /// Calls that were answered since the start.
  long answered() {
    return answered;
  }

  /// Calls that were not, by what was wrong.
  Map<Trouble, Long> failed() {
    return failed;
  }

  List<SystemView.PollRow> rows(String service) {
    List<SystemView.PollRow> rows = new ArrayList<>();
    calls.forEach((name, call) -> {
      Trouble trouble = call.trouble;
      boolean good = call.goodAt >= 0;
      rows.add(
          new SystemView.PollRow(
              service,
              name,
              trouble == null ? State.OK : state(trouble, good),
              trouble == null ? "answers" : trouble.word(),
              good ? OptionalLong.of(call.goodAt) : OptionalLong.empty(),
              good ? OptionalDouble.of(call.tookMs) : OptionalDouble.empty()));
    });
    return rows;
  }

  /// Whether what is wrong with one call is wrong with all.
  private static boolean ofAll(Trouble trouble) {
    return switch (trouble) {
      case STARTING, BUSY, UNAUTHORIZED, UNTRUSTED, UNREACHABLE, UNASKABLE, TIMEOUT -> true;
      case FORBIDDEN, UNSUPPORTED, GARBAGE, ERROR -> false;
    };
  }

  private static State state(Trouble trouble, boolean wasThere) {
    return switch (trouble) {
      case STARTING -> State.STARTING;
      case BUSY, ERROR, UNSUPPORTED, UNASKABLE -> State.WARN;
      case UNREACHABLE -> wasThere ? State.GONE : State.BAD;
      case FORBIDDEN, UNAUTHORIZED, UNTRUSTED, GARBAGE, TIMEOUT -> State.BAD;
    };
  }

  private static String word(Trouble trouble, Call call) {
    return switch (trouble) {
      case UNREACHABLE -> call.goodAt >= 0 ? "gone" : trouble.word();
      case TIMEOUT -> "hangs";
      case STARTING,
          BUSY,
          ERROR,
          UNSUPPORTED,
          FORBIDDEN,
          UNAUTHORIZED,
          UNTRUSTED,
          UNASKABLE,
          GARBAGE ->
          trouble.word();
    };
  }
}
