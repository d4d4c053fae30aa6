package vedette.watch.fold;

import java.util.List;

/// A peer's service bits as letters in fixed places.
final class ServiceBits {
  private static final long NETWORK = 1;
  private static final long WITNESS = 1 << 3;
  private static final long COMPACT_FILTERS = 1 << 6;
  private static final long NETWORK_LIMITED = 1 << 10;
  private static final long P2P_V2 = 1 << 11;

  private ServiceBits() {}

  /// N network, W witness, L limited, F compact filters, 2 v2 transport; `·` where absent.
  static String letters(long bits) {
    return letter(bits, NETWORK, "N")
        + letter(bits, WITNESS, "W")
        + letter(bits, NETWORK_LIMITED, "L")
        + letter(bits, COMPACT_FILTERS, "F")
        + letter(bits, P2P_V2, "2");
  }

  private static String letter(long bits, long bit, String letter) {
    return (bits & bit) == 0 ? "·" : letter;
  }

  /// From Core's words; what is not shown is left out.
  static long bits(List<String> words) {
    long bits = 0;
    for (String word : words) {
      bits |=
          switch (word) {
            case "NETWORK" -> NETWORK;
            case "WITNESS" -> WITNESS;
            case "COMPACT_FILTERS" -> COMPACT_FILTERS;
            case "NETWORK_LIMITED" -> NETWORK_LIMITED;
            case "P2P_V2" -> P2P_V2;
            default -> 0;
          };
    }
    return bits;
  }
}
