package vedette.watch.service;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import vedette.poll.Outcome;
import vedette.poll.Reading;
import vedette.poll.Trouble;
import vedette.watch.fold.CallLog;
import vedette.watch.view.State;
import vedette.watch.view.SystemView;

/// How the calls to a service go: what all kinds have in common. Not for several threads.
public final class Reach {
  /// A service of which nothing at all was heard for so long is not known to be well any more, ms.
  public static final long STALE_MS = 90_000;

  private final String main;
  private final CallLog calls = new CallLog();
  private final Map<Trouble, Long> failed = new EnumMap<>(Trouble.class);
  private long answered;
  private long heardAt = -1;
  private CallLog.@Nullable Entry newest;

  Reach(String main) {
    this.main = main;
  }

  void accept(Reading reading) {
    Optional<CallLog.Entry> call = calls.accept(reading);
    if (call.isEmpty()) {
      return;
    }
    newest = call.get();
    switch (reading.outcome()) {
      case Outcome.Answered _ -> {
        answered++;
        heardAt = newest.outcomeAt();
      }
      case Outcome.Failed problem -> failed.merge(problem.trouble(), 1L, Long::sum);
    }
  }

  /// What is wrong with reaching it; empty while its main call is answered.
  ///
  /// A service that never answered may not have been there yet; one that did and does not any more
  /// is gone.
  public Optional<Standing> trouble(long now) {
    CallLog.Entry call = calls.call(main).orElse(null);
    if (call == null) {
      return Optional.of(new Standing(State.UNKNOWN, "not asked yet", "", asOf()));
    }
    // While something is wrong with it its calls are tried in turn: what the newest says is true of
    // all of them.
    CallLog.Entry told = newest == null || call.trouble().isEmpty() ? call : newest;
    if (now - Math.max(call.outcomeAt(), told.outcomeAt()) > STALE_MS) {
      return Optional.of(
          new Standing(State.STALE, "stale", "Nothing was heard of it since.", asOf()));
    }
    Optional<Trouble> ofAll = told.trouble().filter(Reach::ofAll);
    Optional<Trouble> trouble = ofAll.or(call::trouble);
    String said = trouble.equals(told.trouble()) ? told.said() : call.said();
    return trouble.map(
        it -> new Standing(state(it, call.wasGood()), word(it, call.wasGood()), said, asOf()));
  }

  /// What is wrong with one call; empty if it was answered, or never asked.
  public Optional<Trouble> trouble(String call) {
    return calls.call(call).flatMap(CallLog.Entry::trouble);
  }

  /// What the service said to a call that it did not answer, may be empty.
  public String said(String call) {
    return calls.call(call).map(CallLog.Entry::said).orElse("");
  }

  /// When a call was last answered, ms; empty if never.
  public OptionalLong answeredAt(String call) {
    return calls.call(call).map(CallLog.Entry::goodAt).orElse(OptionalLong.empty());
  }

  /// How long the last answer to a call took, ms; empty if it was never answered.
  public OptionalDouble tookMs(String call) {
    return calls.call(call).map(CallLog.Entry::tookMs).orElse(OptionalDouble.empty());
  }

  /// When anything was last answered, ms; empty if never.
  public OptionalLong asOf() {
    return heardAt < 0 ? OptionalLong.empty() : OptionalLong.of(heardAt);
  }

  /// The calls that this user may not make, or that the service does not know.
  public List<String> refused() {
    return calls.calls().entrySet().stream()
        .filter(entry -> entry.getValue().trouble().filter(Reach::ofThisCall).isPresent())
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
    calls
        .calls()
        .forEach((name, call) ->
            rows.add(
                new SystemView.PollRow(
                    service,
                    name,
                    call.trouble().map(it -> state(it, call.wasGood())).orElse(State.OK),
                    call.trouble().map(Trouble::word).orElse("answers"),
                    call.goodAt(),
                    call.tookMs())));
    return rows;
  }

  private static boolean ofThisCall(Trouble trouble) {
    return trouble == Trouble.FORBIDDEN || trouble == Trouble.UNSUPPORTED;
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

  private static String word(Trouble trouble, boolean wasThere) {
    return switch (trouble) {
      case UNREACHABLE -> wasThere ? "gone" : trouble.word();
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
