package vedette.watch.service;

import java.util.List;
import java.util.Optional;
import vedette.poll.Reading;
import vedette.watch.view.Figure;
import vedette.watch.view.KindPage;

/// What is known of one service, folded from its readings.
///
/// [Services] calls it under its lock, one call at a time: a fold needs no lock of its own, and
/// must neither wait nor call back. Time is what it is told; all times are ms since the epoch.
/// Memory is bounded whatever the service sends.
public interface ServiceFold {
  /// Takes what the service said, or did not say.
  void accept(Reading reading);

  /// Lets time pass; about once a second.
  default void tick(long now) {}

  /// How it is now.
  Standing standing(long now);

  /// What its card shows, at most three.
  List<Figure> figures(long now);

  /// Hands over all that is known and measured of it now: what is not known is left out.
  void measure(Gauging into, long now);

  /// What its page shows; empty while nothing is known.
  Optional<? extends KindPage> page(long now);
}
