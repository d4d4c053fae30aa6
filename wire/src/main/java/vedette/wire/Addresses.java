package vedette.wire;

import vedette.wire.Message.ServiceAddress;
import vedette.wire.Message.TimedAddress;
import vedette.wire.NetworkAddress.Network;

/// Reads network addresses: `addr`, `addrv2` (BIP155) and the two inside `version`.
///
/// ```
/// addr     u32 time | u64 services | 16 bytes | u16be port
/// addrv2   u32 time | CompactSize services | u8 network | CompactSize length, bytes | u16be port
/// version             u64 services | 16 bytes | u16be port
/// ```
final class Addresses {
  private static final int LEGACY = 16;
  private static final int MIN_ADDR = 4 + 8 + LEGACY + 2;
  private static final int MIN_ADDR_V2 = 4 + 1 + 1 + 1 + 2;

  /// `::ffff:0:0/96`: an IPv4 address follows.
  private static final Bytes MAPPED = Bytes.parse("00000000000000000000ffff");

  /// `fd87:d87e:eb43::/48` (OnionCat): a Tor v2 address follows.
  private static final Bytes ONION_CAT = Bytes.parse("fd87d87eeb43");

  /// All 256, so that an unknown id costs no object.
  private static final Network[] NETWORKS = new Network[256];

  static {
    for (int id = 0; id < NETWORKS.length; id++) {
      NETWORKS[id] = new Network(id);
    }
  }

  private Addresses() {}

  static Message addr(PayloadReader in) {
    return new Message.Addr(
        in.list(
            "addresses",
            MIN_ADDR,
            one -> new TimedAddress(one.u32("time"), one.i64("services"), legacy(one))));
  }

  static Message addrV2(PayloadReader in) {
    return new Message.AddrV2(
        in.list(
            "addresses",
            MIN_ADDR_V2,
            one -> new TimedAddress(one.u32("time"), one.compact("services"), bip155(one))));
  }

  /// An address of `version`.
  static ServiceAddress service(PayloadReader in, String who) {
    return new ServiceAddress(in.i64(who + ".services"), legacy(in));
  }

  private static NetworkAddress bip155(PayloadReader in) {
    Network network = NETWORKS[in.u8("network")];
    return new NetworkAddress(network, in.sizedBytes("address"), in.u16BigEndian("port"));
  }

  private static NetworkAddress legacy(PayloadReader in) {
    Bytes address = in.bytes("address", LEGACY);
    int port = in.u16BigEndian("port");
    if (startsWith(address, MAPPED)) {
      return new NetworkAddress(Network.IPV4, tail(address, MAPPED.size()), port);
    }
    if (startsWith(address, ONION_CAT)) {
      return new NetworkAddress(Network.TORV2, tail(address, ONION_CAT.size()), port);
    }
    return new NetworkAddress(Network.IPV6, address, port);
  }

  private static boolean startsWith(Bytes address, Bytes prefix) {
    for (int i = 0; i < prefix.size(); i++) {
      if (address.at(i) != prefix.at(i)) {
        return false;
      }
    }
    return true;
  }

  private static Bytes tail(Bytes address, int from) {
    return address.slice(from, address.size() - from);
  }
}
