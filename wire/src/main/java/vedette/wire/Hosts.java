package vedette.wire;

/// Text forms of network addresses.
final class Hosts {
  private Hosts() {}

  static String text(NetworkAddress.Network network, Bytes address) {
    return "";
  }
}
