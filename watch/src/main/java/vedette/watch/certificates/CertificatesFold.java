package vedette.watch.certificates;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import vedette.poll.Outcome;
import vedette.poll.Reading;
import vedette.poll.certificates.CertificatesAnswer;
import vedette.poll.certificates.CertificatesAnswer.Seen;
import vedette.watch.fold.Words;
import vedette.watch.service.Gauging;
import vedette.watch.service.ServiceFold;
import vedette.watch.service.Standing;
import vedette.watch.service.Surroundings;
import vedette.watch.view.Figure;
import vedette.watch.view.State;

/// Folds what was seen of certificates. Each time that passes can make one end.
final class CertificatesFold implements ServiceFold {
  /// Renewals that work by themselves happen earlier.
  private static final long SOON_MS = 14 * 86_400_000L;

  private final Surroundings around;
  private List<Seen> files = List.of();
  private List<Seen> servers = List.of();

  CertificatesFold(Surroundings around) {
    this.around = around;
  }

  @Override
  public void accept(Reading reading) {
    if (reading.outcome() instanceof Outcome.Answered(CertificatesAnswer answer)) {
      if (reading.call().equals("servers")) {
        servers = answer.seen();
      } else {
        files = answer.seen();
      }
    }
  }

  /// Those that end first in front, then those that could not be looked at.
  private List<Seen> all() {
    List<Seen> all = new ArrayList<>(files);
    all.addAll(servers);
    all.sort(Comparator.comparing(seen -> seen.notAfter().orElse(Instant.MAX)));
    return all;
  }

  private static State state(Seen seen, long now) {
    if (seen.notAfter().isEmpty()) {
      return State.UNKNOWN;
    }
    long left = left(seen, now);
    return left <= 0 ? State.BAD : left < SOON_MS ? State.WARN : State.OK;
  }

  private static long left(Seen seen, long now) {
    return seen.notAfter().map(Instant::toEpochMilli).orElse(now) - now;
  }

  @Override
  public Standing standing(long now) {
    return around.reach().trouble(now).orElseGet(() -> judged(now));
  }

  private Standing judged(long now) {
    OptionalLong asOf = around.reach().asOf();
    List<Seen> all = all();
    for (Seen seen : all) {
      switch (state(seen, now)) {
        case BAD -> {
          return new Standing(
              State.WARN,
              "one has ended",
              "%s ended %s ago. Renew it.".formatted(seen.where(), Words.age(-left(seen, now))),
              asOf);
        }
        case WARN -> {
          return new Standing(
              State.WARN,
              "one ends soon",
              "%s ends in %s.".formatted(seen.where(), Words.age(left(seen, now))),
              asOf);
        }
        case UNKNOWN -> {
          return new Standing(
              State.WARN,
              "one cannot be looked at",
              "%s: %s.".formatted(seen.where(), seen.trouble().orElse("not known")),
              asOf);
        }
        case OK, SYNCING, STARTING, WAITING, LOCKED, STALE, GONE -> {}
      }
    }
    return new Standing(
        State.OK,
        all.isEmpty() ? "none to look at" : "all are valid",
        all.isEmpty()
            ? ""
            : "The first one ends in %s.".formatted(Words.age(left(all.getFirst(), now))),
        asOf);
  }

  @Override
  public List<Figure> figures(long now) {
    List<Seen> all = all();
    OptionalDouble first =
        all.isEmpty() || all.getFirst().notAfter().isEmpty()
            ? OptionalDouble.empty()
            : OptionalDouble.of(left(all.getFirst(), now) / 1e3);
    return List.of(
        Figure.of("certificates", all.size(), ""),
        Figure.of("first ends in", first, "s", "none could be looked at"),
        Figure.of(
            "not seen",
            (double) all.stream().filter(seen -> seen.notAfter().isEmpty()).count(),
            ""));
  }

  @Override
  public void measure(Gauging into, long now) {
    List<Seen> all = all();
    for (Seen seen : all) {
      into.put(CertificatesKind.SEEN, seen.notAfter().isPresent(), seen.where());
      seen.notAfter()
          .ifPresent(
              end -> into.put(CertificatesKind.END, (double) end.getEpochSecond(), seen.where()));
    }
    all.stream()
        .findFirst()
        .flatMap(Seen::notAfter)
        .ifPresent(end -> into.put(CertificatesKind.FIRST_END, (double) end.getEpochSecond()));
  }

  @Override
  public Optional<CertificatesPage> page(long now) {
    List<Seen> all = all();
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new CertificatesPage(
                all.stream()
                    .map(seen ->
                        new CertificatesPage.Certificate(
                            Words.tame(seen.where(), 256),
                            state(seen, now).name().toLowerCase(Locale.ROOT),
                            seen.subject(),
                            millis(seen.notBefore()),
                            millis(seen.notAfter()),
                            seen.trouble()))
                    .toList()));
  }

  private static OptionalLong millis(Optional<Instant> time) {
    return time.map(it -> OptionalLong.of(it.toEpochMilli())).orElse(OptionalLong.empty());
  }
}
