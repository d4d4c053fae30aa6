package vedette.watch.fold;

import java.util.OptionalDouble;
import vedette.watch.view.NodeView;

/// What passes now, where it is watched.
final class Rates {
  private Rates() {}

  static NodeView.Rates of(Life life, Messages messages, Pool pool, Sliding events, long now) {
    boolean in = life.watches("net:inbound_message");
    boolean out = life.watches("net:outbound_message");
    return new NodeView.Rates(
        where(in, messages.bytesIn.perSecond(now)),
        where(out, messages.bytesOut.perSecond(now)),
        where(in, messages.messagesIn.perSecond(now)),
        where(out, messages.messagesOut.perSecond(now)),
        where(life.watches("mempool:added"), pool.addedPerSecond(now)),
        where(life.isWatched(), events.perSecond(now)));
  }

  private static OptionalDouble where(boolean watched, double rate) {
    return watched ? OptionalDouble.of(rate) : OptionalDouble.empty();
  }
}
