package vedette.watch.fold;

import java.util.ArrayList;
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
import vedette.watch.view.NodeView;
import vedette.watch.view.State;
import vedette.watch.view.SystemView;

/// How the calls to a node go: the last good answer of each and what is wrong since.
final class Calls {
  /// The call that says how the node is.
  static final String MAIN = "getblockchaininfo";

  private static final int MOST = 64;

  private final Map<String, Call> calls = new TreeMap<>();

  private static final class Call {
    long goodAt = -1;
    double tookMs;
    long outcomeAt = -1;
    @Nullable Trouble trouble;
    String said = "";
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
    switch (reading.outcome()) {
      case Outcome.Answered _ -> {
        call.goodAt = call.outcomeAt;
        call.tookMs = reading.took().toNanos() / 1e6;
        call.trouble = null;
        call.said = "";
      }
      case Outcome.Failed failed -> {
        call.trouble = failed.trouble();
        call.said = Words.tame(failed.said(), 300);
      }
    }
  }

  /// When the main call was last answered, ms; −1 if never.
  long goodAt() {
    Call main = calls.get(MAIN);
    return main == null ? -1 : main.goodAt;
  }

  /// When the main call last had any outcome, ms; −1 if never.
  long outcomeAt() {
    Call main = calls.get(MAIN);
    return main == null ? -1 : main.outcomeAt;
  }

  /// What is wrong with the main call; empty if it was answered, or never made.
  Optional<Trouble> trouble() {
    Call main = calls.get(MAIN);
    return main == null ? Optional.empty() : Optional.ofNullable(main.trouble);
  }

  /// What the node said to the main call when it did not answer.
  String said() {
    Call main = calls.get(MAIN);
    return main == null ? "" : main.said;
  }

  OptionalDouble tookMs() {
    Call main = calls.get(MAIN);
    return main == null || main.goodAt < 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(main.tookMs);
  }

  static State state(Trouble trouble) {
    return switch (trouble) {
      case STARTING -> State.STARTING;
      case BUSY, TIMEOUT, ERROR, FORBIDDEN, UNSUPPORTED -> State.WARN;
      case UNAUTHORIZED, UNTRUSTED, UNREACHABLE, UNASKABLE, GARBAGE -> State.BAD;
    };
  }

  NodeView.Rpc view(Optional<String> without, boolean stale) {
    List<String> forbidden = new ArrayList<>();
    String other = "";
    for (Map.Entry<String, Call> entry : calls.entrySet()) {
      Trouble trouble = entry.getValue().trouble;
      if (trouble == Trouble.FORBIDDEN) {
        forbidden.add(entry.getKey());
      } else if (trouble != null && trouble != Trouble.UNSUPPORTED && other.isEmpty()) {
        other = entry.getKey() + ": " + trouble.word();
      }
    }
    if (without.isPresent()) {
      return new NodeView.Rpc(
          State.UNKNOWN,
          "not configured",
          OptionalLong.empty(),
          OptionalDouble.empty(),
          Words.tame(without.get(), 300),
          List.of());
    }
    Call main = calls.get(MAIN);
    Trouble trouble = main == null ? null : main.trouble;
    State state = State.UNKNOWN;
    String word = "not asked yet";
    String detail = "";
    if (trouble != null) {
      state = state(trouble);
      word = trouble.word();
      detail = said();
    } else if (main != null) {
      state = stale ? State.STALE : other.isEmpty() ? State.OK : State.WARN;
      word = stale ? "silent" : "answers";
      detail = other;
    }
    return new NodeView.Rpc(
        state,
        word,
        main == null || main.goodAt < 0 ? OptionalLong.empty() : OptionalLong.of(main.goodAt),
        tookMs(),
        detail,
        List.copyOf(forbidden));
  }

  List<SystemView.PollRow> rows(String node) {
    List<SystemView.PollRow> rows = new ArrayList<>();
    calls.forEach((name, call) -> {
      Trouble trouble = call.trouble;
      boolean good = call.goodAt >= 0;
      rows.add(
          new SystemView.PollRow(
              node,
              name,
              trouble == null ? State.OK : state(trouble),
              trouble == null ? "answers" : trouble.word(),
              good ? OptionalLong.of(call.goodAt) : OptionalLong.empty(),
              good ? OptionalDouble.of(call.tookMs) : OptionalDouble.empty()));
    });
    return rows;
  }
}
