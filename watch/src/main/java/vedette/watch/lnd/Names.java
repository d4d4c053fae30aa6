package vedette.watch.lnd;

import vedette.poll.Words;
import vedette.poll.lnd.LndChannel;

/// How peers are called.
final class Names {
  private static final int LONGEST = 32;
  private static final int KEY = 10;

  private Names() {}

  /// What the peer calls itself, which may be anything, or the beginning of its key.
  static String of(LndChannel channel) {
    return channel
        .alias()
        .map(alias -> Words.oneLine(alias, LONGEST))
        .filter(alias -> !alias.isEmpty())
        .orElseGet(() -> shortened(channel.peer()));
  }

  static String shortened(String key) {
    return key.length() <= KEY ? key : key.substring(0, KEY) + "…";
  }
}
