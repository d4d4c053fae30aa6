package vedette.watch.electrum;

import java.util.OptionalLong;

/// How far a server is behind its bitcoind.
final class Lag {
  /// A server that follows well is this far behind now and then, for some seconds.
  static final long USUAL = 2;

  /// Further behind than a day it is building its index rather than following.
  static final long DAY = 144;

  private Lag() {}

  /// Blocks, below 0 if it is ahead of what bitcoind last told; empty if one of both is not known.
  static OptionalLong of(OptionalLong height, OptionalLong bitcoinHeight) {
    return height.isPresent() && bitcoinHeight.isPresent()
        ? OptionalLong.of(bitcoinHeight.getAsLong() - height.getAsLong())
        : OptionalLong.empty();
  }
}
