package vedette.app.config;

import java.net.InetAddress;

/// IP addresses without asking DNS.
final class Addresses {
  private Addresses() {}

  /// An IP address.
  ///
  /// @throws Unfit if it is a name or nothing at all
  static InetAddress parse(String text) throws Unfit {
    try {
      // A scope would be resolved against the interfaces there are; nobody needs one here.
      boolean form = text.contains(":") || text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
      if (form && text.length() <= 64 && !text.contains("%") && !text.startsWith("[")) {
        return InetAddress.ofLiteral(text);
      }
    } catch (IllegalArgumentException _) {
      // Told below.
    }
    throw Unfit.must("an IP address such as 127.0.0.1 or ::1", text);
  }

  /// An address, or a subnet such as `10.0.0.0/8`.
  ///
  /// @throws Unfit if it is neither
  static void parseNetwork(String text) throws Unfit {
    int slash = text.indexOf('/');
    try {
      InetAddress address = parse(slash < 0 ? text : text.substring(0, slash));
      String prefix = slash < 0 ? "0" : text.substring(slash + 1);
      if (prefix.matches("[0-9]{1,3}")
          && Integer.parseInt(prefix) <= address.getAddress().length * 8) {
        return;
      }
    } catch (Unfit _) {
      // Told below.
    }
    throw Unfit.must("an IP address or subnet such as 10.0.0.0/8", text);
  }
}
