package vedette.watch.electrum;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import vedette.poll.Outcome;
import vedette.poll.Reading;
import vedette.poll.electrum.ElectrumAnswer;
import vedette.poll.electrum.ElectrumCall;

/// The last answer to each call, as long as it is not too old to be told on. Not for several
/// threads.
final class Told {
  static final String PING = ElectrumCall.PING.call().name();

  /// An answer that was not renewed for three of its intervals, and at least a minute, is unknown.
  private static final int INTERVALS = 3;

  private static final long LEAST_MS = 60_000;
  private static final double SAT_PER_VBYTE = 1e5;

  private record Dated(ElectrumAnswer answer, long at) {}

  private final Map<ElectrumCall, Dated> answers = new EnumMap<>(ElectrumCall.class);

  void accept(Reading reading) {
    Optional<ElectrumCall> call = call(reading.call());
    if (call.isPresent() && reading.outcome() instanceof Outcome.Answered(ElectrumAnswer answer)) {
      answers.put(call.get(), new Dated(answer, reading.at().toEpochMilli()));
    }
  }

  private static Optional<ElectrumCall> call(String name) {
    for (ElectrumCall call : ElectrumCall.values()) {
      if (call.call().name().equals(name)) {
        return Optional.of(call);
      }
    }
    return Optional.empty();
  }

  private <T extends ElectrumAnswer> Optional<T> fresh(ElectrumCall call, Class<T> type, long now) {
    @Nullable Dated known = answers.get(call);
    long most = Math.max(LEAST_MS, INTERVALS * call.call().interval().toMillis());
    return known == null || now - known.at() > most || !type.isInstance(known.answer())
        ? Optional.empty()
        : Optional.of(type.cast(known.answer()));
  }

  Optional<ElectrumAnswer.Version> version(long now) {
    return fresh(ElectrumCall.VERSION, ElectrumAnswer.Version.class, now);
  }

  Optional<ElectrumAnswer.Tip> tip(long now) {
    return fresh(ElectrumCall.TIP, ElectrumAnswer.Tip.class, now);
  }

  Optional<ElectrumAnswer.Pong> pong(long now) {
    return fresh(ElectrumCall.PING, ElectrumAnswer.Pong.class, now);
  }

  Optional<ElectrumAnswer.Features> features(long now) {
    return fresh(ElectrumCall.FEATURES, ElectrumAnswer.Features.class, now);
  }

  Optional<ElectrumAnswer.FeeHistogram> histogram(long now) {
    return fresh(ElectrumCall.FEE_HISTOGRAM, ElectrumAnswer.FeeHistogram.class, now);
  }

  Optional<ElectrumAnswer.Peers> peers(long now) {
    return fresh(ElectrumCall.PEERS, ElectrumAnswer.Peers.class, now);
  }

  Optional<ElectrumAnswer.FulcrumStats> stats(long now) {
    return fresh(ElectrumCall.STATS, ElectrumAnswer.FulcrumStats.class, now);
  }

  Optional<ElectrumAnswer.ElectrsMetrics> metrics(long now) {
    return fresh(ElectrumCall.METRICS, ElectrumAnswer.ElectrsMetrics.class, now);
  }

  /// The height that it serves; while it serves nobody yet, how far Fulcrum says that its index is.
  OptionalLong height(long now) {
    Optional<ElectrumAnswer.Tip> tip = tip(now);
    return tip.isPresent()
        ? OptionalLong.of(tip.get().height())
        : stats(now).map(ElectrumAnswer.FulcrumStats::height).orElse(OptionalLong.empty());
  }

  OptionalLong mempoolVbytes(long now) {
    Optional<ElectrumAnswer.FeeHistogram> histogram = histogram(now);
    if (histogram.isEmpty()) {
      return OptionalLong.empty();
    }
    double sum = histogram.get().bins().stream().mapToDouble(bin -> bin.vsize()).sum();
    return OptionalLong.of((long) sum);
  }

  OptionalDouble relayFee(long now) {
    return fresh(ElectrumCall.RELAY_FEE, ElectrumAnswer.RelayFee.class, now)
        .map(fee -> OptionalDouble.of(satPerVbyte(fee.rate())))
        .orElse(OptionalDouble.empty());
  }

  OptionalDouble feeEstimate(long now) {
    OptionalDouble rate =
        fresh(ElectrumCall.FEE_ESTIMATE, ElectrumAnswer.FeeEstimate.class, now)
            .map(ElectrumAnswer.FeeEstimate::rate)
            .orElse(OptionalDouble.empty());
    return rate.isPresent()
        ? OptionalDouble.of(satPerVbyte(rate.getAsDouble()))
        : OptionalDouble.empty();
  }

  /// From BTC/kvB, without the noise that the division leaves behind the last digit.
  private static double satPerVbyte(double rate) {
    return Math.round(rate * SAT_PER_VBYTE * 1e6) / 1e6;
  }
}
