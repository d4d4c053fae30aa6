package vedette.event;

import java.util.Locale;
import java.util.Optional;

/// A peer's address, taken apart.
///
/// @param ip the IP address, empty for a name
/// @param name the name in lower case, empty for an IP address
/// @param port TCP port 0 to 65535, or [#NO_PORT]
record Endpoint(Optional<Ip> ip, String name, int port) {
  static final int NO_PORT = -1;

  private static final int MAX_PORT = 65_535;

  Endpoint withoutPort() {
    return port == NO_PORT ? this : new Endpoint(ip, name, NO_PORT);
  }

  /// Reads whatever Core calls a peer: `192.0.2.1:8333`, `[2001:db8::1]:8333`, `….onion:8333`, a
  /// host name with or without port. A zone (`%eth0`) is dropped. What is nothing of this is a name
  /// as a whole.
  static Endpoint of(String address) {
    String text = address;
    int zone = text.indexOf('%');
    if (zone >= 0) {
      int bracket = text.indexOf(']', zone);
      text = text.substring(0, zone) + (bracket < 0 ? "" : text.substring(bracket));
    }
    return parse(text).orElse(new Endpoint(Optional.empty(), lower(address), NO_PORT));
  }

  /// Reads `host`, `host:port`, `[IPv6]`, `[IPv6]:port` or a bare IPv6 address. A host that is no
  /// IP address is a name, whatever its characters. Empty if brackets, IPv6 address or port are
  /// wrong.
  static Optional<Endpoint> parse(String text) {
    if (text.startsWith("[")) {
      int bracket = text.indexOf(']');
      if (bracket < 0 || text.indexOf(':') > bracket) {
        return Optional.empty();
      }
      Optional<Ip> ip = Ip.parse(text.substring(1, bracket));
      int port = portAfter(text, bracket + 1);
      return port < NO_PORT
          ? Optional.empty()
          : ip.map(at -> new Endpoint(Optional.of(at), "", port));
    }
    int colon = text.indexOf(':');
    if (colon != text.lastIndexOf(':')) {
      return Ip.parse(text).map(ip -> new Endpoint(Optional.of(ip), "", NO_PORT));
    }
    String host = colon < 0 ? text : text.substring(0, colon);
    int port = portAfter(text, host.length());
    if (port < NO_PORT) {
      return Optional.empty();
    }
    Optional<Ip> ip = Ip.parse(host);
    return Optional.of(new Endpoint(ip, ip.isPresent() ? "" : lower(host), port));
  }

  /// The port behind the colon at `at`, [#NO_PORT] if the text ends there, less if it is none.
  private static int portAfter(String text, int at) {
    if (at == text.length()) {
      return NO_PORT;
    }
    int digits = text.length() - at - 1;
    if (text.charAt(at) != ':' || digits < 1 || digits > 5) {
      return NO_PORT - 1;
    }
    int port = 0;
    for (int i = at + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return NO_PORT - 1;
      }
      port = port * 10 + c - '0';
    }
    return port > MAX_PORT ? NO_PORT - 1 : port;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /// As it is written in a selection: brackets only where a port follows.
  @Override
  public String toString() {
    if (port == NO_PORT) {
      return ip.map(Ip::toString).orElse(name);
    }
    String host = ip.map(at -> at.v4() ? at.toString() : "[" + at + "]").orElse(name);
    return host + ":" + port;
  }
}
