package vedette.watch.metrics;

import java.util.Optional;

/// The part of an address that is one place for Bitcoin Core when there is no asmap: /16 of IPv4,
/// /32 of IPv6 (`NetGroupManager::GetGroup` in `netgroup.cpp`).
///
/// Reads only what a node prints, `192.0.2.1:8333` or `[2001:db8::1]:8333`.
final class Subnets {
  private static final int LONGEST = 64;

  private Subnets() {}

  /// Text that is equal for addresses of one subnet; empty for everything that is no IP address.
  static Optional<String> of(String address) {
    if (address.length() > LONGEST) {
      return Optional.empty();
    }
    if (address.startsWith("[")) {
      int end = address.indexOf(']');
      return end < 0 ? Optional.empty() : v6(address.substring(1, end));
    }
    int colon = address.indexOf(':');
    return v4(colon < 0 ? address : address.substring(0, colon));
  }

  private static Optional<String> v4(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return Optional.empty();
    }
    for (String part : parts) {
      if (part.isEmpty() || part.length() > 3 || !part.chars().allMatch(Character::isDigit)) {
        return Optional.empty();
      }
    }
    return Optional.of(parts[0] + "." + parts[1]);
  }

  /// The first two groups; `::` in front of them makes them 0.
  private static Optional<String> v6(String text) {
    int gap = text.indexOf("::");
    String[] groups = (gap < 0 ? text : text.substring(0, gap)).split(":", -1);
    String first = groups[0].isEmpty() ? "0" : groups[0];
    String second = groups.length > 1 ? groups[1] : "0";
    return isGroup(first) && isGroup(second) && text.indexOf(':') >= 0
        ? Optional.of(first + ":" + second)
        : Optional.empty();
  }

  private static boolean isGroup(String text) {
    return text.length() <= 4
        && !text.isEmpty()
        && text.chars().allMatch(c -> Character.digit(c, 16) >= 0);
  }
}
