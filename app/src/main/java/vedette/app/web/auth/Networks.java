package vedette.app.web.auth;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/// Addresses and subnets of reverse proxies.
public final class Networks {
  private record Network(InetAddress address, int prefix) {}

  private final List<Network> networks = new ArrayList<>();

  /// @param texts such as `10.0.0.0/8` or `::1`, valid
  public Networks(List<String> texts) {
    for (String text : texts) {
      int slash = text.indexOf('/');
      InetAddress address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
      int all = address.getAddress().length * 8;
      networks.add(
          new Network(address, slash < 0 ? all : Integer.parseInt(text.substring(slash + 1))));
    }
  }

  /// Whether it is one of them, or in one.
  public boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    for (Network network : networks) {
      byte[] theirs = network.address().getAddress();
      if (theirs.length == bytes.length && same(theirs, bytes, network.prefix())) {
        return true;
      }
    }
    return false;
  }

  private static boolean same(byte[] a, byte[] b, int prefix) {
    for (int bit = 0; bit < prefix; bit++) {
      int mask = 0x80 >> (bit & 7);
      if (((a[bit >> 3] ^ b[bit >> 3]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
