package vedette.watch.fold;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import vedette.poll.Reading;
import vedette.poll.Trouble;
import vedette.watch.view.NodeView;
import vedette.watch.view.State;
import vedette.watch.view.SystemView;

/// How the calls to a node go: the last good answer of each and what is wrong since.
final class Calls {
  /// The call that says how the node is.
  static final String MAIN = "getblockchaininfo";

  private final CallLog calls = new CallLog();

  void accept(Reading reading) {
    var _ = calls.accept(reading);
  }

  private Optional<CallLog.Entry> main() {
    return calls.call(MAIN);
  }

  /// When the main call was last answered, ms; −1 if never.
  long goodAt() {
    return main().map(it -> it.goodAt().orElse(-1)).orElse(-1L);
  }

  /// When the main call last had any outcome, ms; −1 if never.
  long outcomeAt() {
    return main().map(CallLog.Entry::outcomeAt).orElse(-1L);
  }

  /// What is wrong with the main call; empty if it was answered, or never made.
  Optional<Trouble> trouble() {
    return main().flatMap(CallLog.Entry::trouble);
  }

  /// What the node said to the main call when it did not answer.
  String said() {
    return main().map(CallLog.Entry::said).orElse("");
  }

  OptionalDouble tookMs() {
    return main().map(CallLog.Entry::tookMs).orElse(OptionalDouble.empty());
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
    for (Map.Entry<String, CallLog.Entry> entry : calls.calls().entrySet()) {
      Trouble trouble = entry.getValue().trouble().orElse(null);
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
    Optional<CallLog.Entry> main = main();
    Trouble trouble = trouble().orElse(null);
    State state = State.UNKNOWN;
    String word = "not asked yet";
    String detail = "";
    if (trouble != null) {
      state = state(trouble);
      word = trouble.word();
      detail = said();
    } else if (main.isPresent()) {
      state = stale ? State.STALE : other.isEmpty() ? State.OK : State.WARN;
      word = stale ? "silent" : "answers";
      detail = other;
    }
    return new NodeView.Rpc(
        state,
        word,
        main.map(CallLog.Entry::goodAt).orElse(OptionalLong.empty()),
        tookMs(),
        detail,
        List.copyOf(forbidden));
  }

  List<SystemView.PollRow> rows(String node) {
    List<SystemView.PollRow> rows = new ArrayList<>();
    calls
        .calls()
        .forEach((name, call) ->
            rows.add(
                new SystemView.PollRow(
                    node,
                    name,
                    call.trouble().map(Calls::state).orElse(State.OK),
                    call.trouble().map(Trouble::word).orElse("answers"),
                    call.goodAt(),
                    call.tookMs())));
    return rows;
  }
}
