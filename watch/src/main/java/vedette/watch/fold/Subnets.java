package vedette.watch.fold;

import java.util.Locale;

/// Peers' neighbourhoods: /16 of IPv4, /32 of IPv6.
final class Subnets {
  private Subnets() {}

  /// The subnet of an address with port; empty for other networks, and for what is no address.
  ///
  /// @param network Core's word, empty if it is not known: then a dotted quad is taken for IPv4
  static String of(String address, String network) {
    return switch (network) {
      case "ipv4" -> v4(address);
      case "ipv6" -> v6(address);
      case "" -> address.startsWith("127.") ? "" : v4(address);
      default -> "";
    };
  }

  private static String v4(String address) {
    int first = address.indexOf('.');
    int second = address.indexOf('.', first + 1);
    boolean quad = first > 0 && second > first && second <= 7;
    for (int i = 0; quad && i < second; i++) {
      quad = i == first || Character.digit(address.charAt(i), 10) >= 0;
    }
    return quad ? address.substring(0, second) + ".0.0/16" : "";
  }

  private static String v6(String address) {
    if (!address.startsWith("[") || address.indexOf(']') < 0) {
      return "";
    }
    String[] groups = address.substring(1, address.indexOf(']')).split(":", 3);
    if (groups.length < 3) {
      return "";
    }
    String first = groups[0].isEmpty() ? "0" : groups[0];
    String second = groups[1].isEmpty() ? "0" : groups[1];
    return first.length() > 4 || second.length() > 4
        ? ""
        : (first + ":" + second).toLowerCase(Locale.ROOT) + "::/32";
  }
}
