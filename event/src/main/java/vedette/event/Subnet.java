package vedette.event;

import java.util.Optional;

/// A range of IP addresses.
///
/// @param base its first address
/// @param bits length of the prefix, counted in the 128 bits of [Ip]
record Subnet(Ip base, int bits) {

  /// Whether the address lies in it. An IPv6 range never holds an IPv4 address, not even `::/0`.
  boolean contains(Ip ip) {
    return ip.v4() == base.v4() && ip.masked(bits).equals(base);
  }

  /// Reads `10.0.0.0/8` or `2001:db8::/32`; bits behind the prefix are cleared.
  static Optional<Subnet> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    String length = text.substring(slash + 1);
    if (length.isEmpty()
        || length.length() > 3
        || !length.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Optional.empty();
    }
    boolean v6 = text.indexOf(':') >= 0;
    int bits = Integer.parseInt(length) + (v6 ? 0 : Ip.V4_PREFIX);
    if (bits > Ip.BITS) {
      return Optional.empty();
    }
    return Ip.parse(text.substring(0, slash))
        // The mapped range ::ffff:0:0/96 is IPv4; cut shorter it would be neither.
        .filter(ip -> !ip.v4() || bits >= Ip.V4_PREFIX)
        .map(ip -> new Subnet(ip.masked(bits), bits));
  }

  @Override
  public String toString() {
    return base + "/" + (base.v4() ? bits - Ip.V4_PREFIX : bits);
  }
}
