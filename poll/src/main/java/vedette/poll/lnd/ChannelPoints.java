package vedette.poll.lnd;

import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import vedette.poll.json.Malformed;

/// The output that funds a channel, as `txid:index`, in which form people and LND's other answers
/// name it.
final class ChannelPoints {
  private static final int HASH = 32;
  private static final Pattern TEXT = Pattern.compile("[0-9a-fA-F]{64}:[0-9]{1,10}");

  private ChannelPoints() {}

  /// Reads a `ChannelPoint`: its hash is either text or bytes, the bytes in the order of the wire.
  ///
  /// @throws Malformed if it is none
  static String read(ProtoFields point) {
    long index = point.maybeCount("output_index").orElse(0);
    return point
        .maybeText("funding_txid_str")
        .map(txid -> text(txid + ":" + index))
        .orElseGet(() -> text(txid(point) + ":" + index));
  }

  private static String txid(ProtoFields point) {
    byte[] hash = point.bytes("funding_txid_bytes");
    if (hash.length != HASH) {
      throw new Malformed("funding_txid_bytes", HASH + " bytes", hash.length + " bytes");
    }
    byte[] reversed = new byte[HASH];
    for (int i = 0; i < HASH; i++) {
      reversed[i] = hash[HASH - 1 - i];
    }
    return HexFormat.of().formatHex(reversed);
  }

  /// @throws Malformed if it is none
  static String text(String point) {
    if (!TEXT.matcher(point).matches()) {
      throw new Malformed("channel point", "txid:index", vedette.poll.Words.oneLine(point, 40));
    }
    return point.toLowerCase(Locale.ROOT);
  }
}
