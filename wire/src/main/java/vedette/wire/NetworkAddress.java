package vedette.wire;

/// Where a node can be reached: an address of `addr`, `addrv2` or `version`.
///
/// @param network which network, by its BIP155 id
/// @param address the raw bytes in wire order: 4 for IPv4, 16 for IPv6 and CJDNS, 10 for Tor v2, 32
///   for Tor v3 and I2P, anything for an unknown id. The 16-byte form of `addr` and `version` is
///   unwrapped: an IPv4-mapped address has 4 bytes here, an OnionCat one 10
/// @param port TCP port, 0 to 65535 (big-endian on the wire)
public record NetworkAddress(Network network, Bytes address, int port) {

  /// The host as text, empty for an unknown network id or a length that does not fit the network.
  ///
  /// Tor v3 carries checksum and version (rend-spec-v3), as a browser wants it: `base32(key ‖
  /// SHA3-256(".onion checksum" ‖ key ‖ 0x03)[0..2] ‖ 0x03).onion`.
  public String host() {
    return Hosts.text(network, address);
  }

  /// A BIP155 network.
  ///
  /// @param id the number on the wire, 0 to 255
  public record Network(int id) {
    /// IPv4, 4 bytes.
    public static final Network IPV4 = new Network(1);

    /// IPv6, 16 bytes.
    public static final Network IPV6 = new Network(2);

    /// Tor v2, 10 bytes; long dead, still gossiped.
    public static final Network TORV2 = new Network(3);

    /// Tor v3, 32 bytes.
    public static final Network TORV3 = new Network(4);

    /// I2P, 32 bytes.
    public static final Network I2P = new Network(5);

    /// CJDNS, 16 bytes in fc00::/8.
    public static final Network CJDNS = new Network(6);

    /// The name: ipv4, ipv6, torv2, torv3, i2p, cjdns, or `unknown_<id>`.
    public String label() {
      return switch (id) {
        case 1 -> "ipv4";
        case 2 -> "ipv6";
        case 3 -> "torv2";
        case 4 -> "torv3";
        case 5 -> "i2p";
        case 6 -> "cjdns";
        default -> "unknown_" + id;
      };
    }
  }
}
