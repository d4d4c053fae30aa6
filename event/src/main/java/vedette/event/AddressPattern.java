package vedette.event;

import java.util.Locale;
import java.util.Optional;

/// A value of the key `address`.
sealed interface AddressPattern {

  /// Whether the peer is meant.
  boolean matches(Endpoint peer);

  /// One host, with any port or with one.
  record Literal(Endpoint endpoint) implements AddressPattern {
    @Override
    public boolean matches(Endpoint peer) {
      return endpoint.equals(endpoint.port() == Endpoint.NO_PORT ? peer.withoutPort() : peer);
    }

    @Override
    public String toString() {
      return endpoint.toString();
    }
  }

  /// All hosts of a range.
  record Range(Subnet subnet) implements AddressPattern {
    @Override
    public boolean matches(Endpoint peer) {
      return peer.ip().isPresent() && subnet.contains(peer.ip().get());
    }

    @Override
    public String toString() {
      return subnet.toString();
    }
  }

  /// All names that end so.
  ///
  /// @param suffix begins with a dot
  record Suffix(String suffix) implements AddressPattern {
    @Override
    public boolean matches(Endpoint peer) {
      return peer.name().endsWith(suffix);
    }

    @Override
    public String toString() {
      return "*" + suffix;
    }
  }

  /// Reads a value.
  ///
  /// @throws SelectionException if it is no address
  static AddressPattern parse(Token token) {
    token.mustBeBare("an address");
    String text = token.text();
    if (text.indexOf('/') >= 0) {
      return new Range(
          Subnet.parse(text)
              .orElseThrow(() ->
                  token.refuse("not a subnet", "a subnet such as 192.0.2.0/24 or 2001:db8::/32")));
    }
    if (text.startsWith("*")) {
      Endpoint name = new Endpoint(Optional.empty(), text.substring(1), Endpoint.NO_PORT);
      String suffix = name.name().toLowerCase(Locale.ROOT);
      if (suffix.length() < 2 || suffix.charAt(0) != '.' || !isName(suffix.substring(1))) {
        throw token.refuse("not the end of a name", "*.<end of the name>, such as *.onion");
      }
      return new Suffix(suffix);
    }
    Endpoint endpoint =
        Endpoint.parse(text)
            .orElseThrow(() ->
                token.refuse(
                    "not an address",
                    "host, host:port, IPv6 (in brackets if a port follows) or a subnet"));
    if (endpoint.ip().isEmpty() && !isName(endpoint.name())) {
      throw token.refuse(
          "not an address", "an IP address, a host name, a subnet, or *.onion for all that end so");
    }
    return new Literal(endpoint);
  }

  /// Whether it can be a host name: labels of letters, digits, `-` and `_`, the last not a number,
  /// because then it is a mistyped IPv4 address.
  private static boolean isName(String text) {
    String last = "";
    for (String label : text.split("\\.", -1)) {
      if (label.isEmpty() || !label.chars().allMatch(AddressPattern::isNameCharacter)) {
        return false;
      }
      last = label;
    }
    return !last.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean isNameCharacter(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }
}
