package vedette.watch.fold;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vedette.poll.Outcome;
import vedette.poll.Reading;
import vedette.poll.Trouble;

/// How each call to one target went last, in the order of their names. Bounded. Not for several
/// threads.
public final class CallLog {
  private static final int MOST = 64;

  private final Map<String, Entry> calls = new TreeMap<>();

  /// A call that was made.
  public static final class Entry {
    private long goodAt = -1;
    private double tookMs;
    private long outcomeAt = -1;
    private @Nullable Trouble trouble;
    private String said = "";

    private void accept(Reading reading) {
      outcomeAt = reading.at().toEpochMilli();
      switch (reading.outcome()) {
        case Outcome.Answered _ -> {
          goodAt = outcomeAt;
          tookMs = reading.took().toNanos() / 1e6;
          trouble = null;
          said = "";
        }
        case Outcome.Failed failed -> {
          trouble = failed.trouble();
          said = Words.tame(failed.said(), 300);
        }
      }
    }

    /// Whether it was ever answered.
    public boolean wasGood() {
      return goodAt >= 0;
    }

    /// When it was last answered, ms; empty if never.
    public OptionalLong goodAt() {
      return wasGood() ? OptionalLong.of(goodAt) : OptionalLong.empty();
    }

    /// How long the last answer took, ms; empty if there was none.
    public OptionalDouble tookMs() {
      return wasGood() ? OptionalDouble.of(tookMs) : OptionalDouble.empty();
    }

    /// When it last had any outcome, ms.
    public long outcomeAt() {
      return outcomeAt;
    }

    /// What is wrong since; empty if it was answered.
    public Optional<Trouble> trouble() {
      return Optional.ofNullable(trouble);
    }

    /// What was said instead of an answer, tamed; may be empty.
    public String said() {
      return said;
    }
  }

  /// Takes an outcome.
  ///
  /// @return its call; empty if there are too many of other names
  public Optional<Entry> accept(Reading reading) {
    Entry call = calls.get(reading.call());
    if (call == null) {
      if (calls.size() >= MOST) {
        return Optional.empty();
      }
      call = new Entry();
      calls.put(Words.tame(reading.call(), 64), call);
    }
    call.accept(reading);
    return Optional.of(call);
  }

  /// A call; empty if it was never made.
  public Optional<Entry> call(String name) {
    return Optional.ofNullable(calls.get(name));
  }

  /// All that were made, by name.
  public Map<String, Entry> calls() {
    return Collections.unmodifiableMap(calls);
  }
}
