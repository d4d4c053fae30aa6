package vedette.app.web.auth;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/// Addresses and subnets of reverse proxies.
public final class Networks {
  private record Network(byte[] bytes, int prefix) {}

  private final List<Network> networks = new ArrayList<>();

  /// @param texts such as `10.0.0.0/8` or `::1`, valid
  public Networks(List<String> texts) {
    for (String text : texts) {
      int slash = text.indexOf('/');
      byte[] bytes =
          InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash)).getAddress();
      int prefix = slash < 0 ? bytes.length * 8 : Integer.parseInt(text.substring(slash + 1));
      networks.add(new Network(bytes, prefix));
    }
  }

  /// Whether it is one of them, or in one.
  public boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    for (Network network : networks) {
      if (network.bytes().length == bytes.length && same(network, bytes)) {
        return true;
      }
    }
    return false;
  }

  private static boolean same(Network network, byte[] bytes) {
    for (int bit = 0; bit < network.prefix(); bit++) {
      int mask = 0x80 >> (bit & 7);
      if (((network.bytes()[bit >> 3] ^ bytes[bit >> 3]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
