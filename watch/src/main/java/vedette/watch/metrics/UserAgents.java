package vedette.watch.metrics;

import java.nio.charset.StandardCharsets;
import java.util.List;
import vedette.wire.Bytes;

/// Folds what a peer calls itself (BIP14) into the names of known programs.
final class UserAgents {
  /// Everything in front of the text: version, services, time, two addresses, nonce.
  private static final int TEXT_AT = 80;

  /// Core's limit (`MAX_SUBVERSION_LENGTH`).
  private static final int LONGEST = 256;

  /// The fold of a version message without text.
  private static final String NONE = "none";

  /// Words that tell a program, in the order in which they are looked for: derived programs keep
  /// the name of what they come from in front of their own.
  private static final List<String> MARKS =
      List.of(
          "Knots:",
          "btcd:",
          "btcwire:",
          "bcoin:",
          "bitcoinj:",
          "libbitcoin",
          "Floresta:",
          "utreexod:",
          "bitnodes",
          "Satoshi:");

  static final Label CLIENT =
      Label.folded(
          "client",
          List.of(
              "bitcoin-knots",
              "btcd",
              "btcwire",
              "bcoin",
              "bitcoinj",
              "libbitcoin",
              "floresta",
              "utreexod",
              "bitnodes",
              "bitcoin-core",
              NONE));

  private UserAgents() {}

  /// Place of the client in [#CLIENT], −1 if the text is not in the payload.
  static int client(Bytes version) {
    if (version.size() == TEXT_AT || version.size() == TEXT_AT - 34) {
      return CLIENT.place(NONE);
    }
    long length = Peek.compactSize(version, TEXT_AT);
    if (length < 0) {
      return -1;
    }
    int from = TEXT_AT + Peek.compactSizeWidth(version, TEXT_AT);
    if (from + length > version.size()) {
      return -1;
    }
    return client(
        new String(
            version.slice(from, (int) Math.min(length, LONGEST)).toArray(),
            StandardCharsets.ISO_8859_1));
  }

  /// Where the height stands that the sender tells of, behind the text; −1 if it is not in the
  /// payload.
  static int heightAt(Bytes version) {
    long length = Peek.compactSize(version, TEXT_AT);
    if (length < 0) {
      return -1;
    }
    long at = TEXT_AT + Peek.compactSizeWidth(version, TEXT_AT) + length;
    return at + Integer.BYTES > version.size() ? -1 : (int) at;
  }

  static int client(String agent) {
    if (agent.isEmpty()) {
      return CLIENT.place(NONE);
    }
    for (int i = 0; i < MARKS.size(); i++) {
      if (agent.contains(MARKS.get(i))) {
        return i;
      }
    }
    return CLIENT.fallback();
  }
}
