package vedette.poll.lnd;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// Sums what was forwarded by day, so that LND's list is read only once: each time only what has
/// come since is asked for. Begins again once a day, in case the list was shortened.
final class ForwardLedger {
  static final int PAGE = 5_000;
  static final int PAGES_AT_ONCE = 10;
  private static final Period KEPT = Period.ofDays(30);

  private final Clock clock;
  private final TreeMap<LocalDate, LndAnswer.Forwards.Day> days = new TreeMap<>();
  private LocalDate begun = LocalDate.MIN;
  private long offset;

  ForwardLedger(Clock clock) {
    this.clock = clock;
  }

  /// Asks LND.
  interface Switch {
    /// Sends a question and waits.
    ///
    /// @param question the body of `POST /v1/switch`
    JsonNode ask(String question) throws InterruptedException;
  }

  /// Reads on and tells the sums.
  synchronized LndAnswer.Forwards read(Switch lnd) throws InterruptedException {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    if (!today.equals(begun)) {
      days.clear();
      offset = 0;
      begun = today;
    }
    long start = today.minus(KEPT).plusDays(1).atStartOfDay().toEpochSecond(ZoneOffset.UTC);
    for (int page = 0; page < PAGES_AT_ONCE; page++) {
      String question =
          "{\"start_time\":\"%d\",\"index_offset\":%d,\"num_max_events\":%d}"
              .formatted(start, offset, PAGE);
      if (add(ProtoFields.of("switch", lnd.ask(question))) < PAGE) {
        return new LndAnswer.Forwards(java.util.List.copyOf(days.values()), true);
      }
    }
    return new LndAnswer.Forwards(java.util.List.copyOf(days.values()), false);
  }

  private int add(ProtoFields in) {
    ProtoFields.Listed<Forward> read = in.list("forwarding_events", PAGE, ForwardLedger::forward);
    OptionalLong last = in.maybeCount("last_offset_index");
    int count = read.all().size() + read.leftOut();
    offset = last.orElse(offset + count);
    read.all().forEach(forward -> days.merge(forward.date(), forward.day(), ForwardLedger::sum));
    return count;
  }

  private record Forward(LocalDate date, long amountMsat, long feeMsat) {
    LndAnswer.Forwards.Day day() {
      return new LndAnswer.Forwards.Day(date, 1, amountMsat, feeMsat);
    }
  }

  private static Forward forward(ProtoFields in) {
    long seconds = in.count("timestamp");
    if (seconds > Integer.toUnsignedLong(-1)) {
      throw in.malformed("timestamp", "seconds since the epoch");
    }
    return new Forward(
        LocalDate.ofInstant(Instant.ofEpochSecond(seconds), ZoneOffset.UTC),
        in.count("amt_out_msat"),
        in.count("fee_msat"));
  }

  private static LndAnswer.Forwards.Day sum(
      LndAnswer.Forwards.Day one, LndAnswer.Forwards.Day other) {
    return new LndAnswer.Forwards.Day(
        one.date(),
        one.count() + other.count(),
        one.amountMsat() + other.amountMsat(),
        one.feeMsat() + other.feeMsat());
  }
}
