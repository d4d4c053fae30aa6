package vedette.event;

import java.util.List;

/// Judges a peer's network from its address by the rules of Bitcoin Core (`CNetAddr::GetNetClass`,
/// `IsRoutable` in `netaddress.cpp`), which is what Core's connection tracepoints tell.
///
/// Two things an address does not tell. An inbound onion peer shows as the Tor daemon's address,
/// normally 127.0.0.1, and so is judged unroutable, while Core's connection events say onion. And
/// fc00::/8 is judged cjdns, as Core does where it reaches CJDNS; elsewhere Core says unroutable.
final class PeerNetwork {
  /// Core's words, in Core's order.
  static final List<String> WORDS =
      List.of("unroutable", "ipv4", "ipv6", "onion", "i2p", "cjdns", "internal");

  private static final Subnet INTERNAL = subnet("fd6b:88c0:8724::/48");
  private static final Subnet CJDNS = subnet("fc00::/8");

  private static final List<Subnet> UNROUTABLE =
      subnets(
          "0.0.0.0/8", // this host
          "10.0.0.0/8", // RFC 1918
          "100.64.0.0/10", // RFC 6598
          "127.0.0.0/8", // loopback
          "169.254.0.0/16", // RFC 3927
          "172.16.0.0/12", // RFC 1918
          "192.0.2.0/24", // RFC 5737
          "192.168.0.0/16", // RFC 1918
          "198.18.0.0/15", // RFC 2544
          "198.51.100.0/24", // RFC 5737
          "203.0.113.0/24", // RFC 5737
          "255.255.255.255/32", // not an address of a host
          "::/127", // unspecified and loopback
          "fe80::/64", // RFC 4862
          "fc00::/7", // RFC 4193
          "2001:10::/28", // RFC 4843
          "2001:20::/28", // RFC 7343
          "2001:db8::/32"); // RFC 3849

  /// IPv6 addresses that stand for an IPv4 one.
  private static final List<Subnet> LINKED_IPV4 =
      subnets(
          "0:0:0:0:ffff:0:0:0/96", // RFC 6145
          "64:ff9b::/96", // RFC 6052
          "2002::/16", // RFC 3964
          "2001::/32"); // RFC 4380

  private PeerNetwork() {}

  /// Core's word for the network; empty for a host name, of which nothing is known.
  static String of(Endpoint peer) {
    return peer.ip().map(PeerNetwork::ofIp).orElseGet(() -> ofName(peer.name()));
  }

  private static String ofName(String name) {
    if (name.endsWith(".onion")) {
      return "onion";
    }
    if (name.endsWith(".i2p")) {
      return "i2p";
    }
    return name.endsWith(".internal") ? "internal" : "";
  }

  private static String ofIp(Ip ip) {
    if (INTERNAL.contains(ip)) {
      return "internal";
    }
    if (CJDNS.contains(ip)) {
      return "cjdns";
    }
    if (in(UNROUTABLE, ip)) {
      return "unroutable";
    }
    return ip.v4() || in(LINKED_IPV4, ip) ? "ipv4" : "ipv6";
  }

  private static boolean in(List<Subnet> subnets, Ip ip) {
    for (Subnet subnet : subnets) {
      if (subnet.contains(ip)) {
        return true;
      }
    }
    return false;
  }

  private static List<Subnet> subnets(String... texts) {
    return List.of(texts).stream().map(PeerNetwork::subnet).toList();
  }

  private static Subnet subnet(String text) {
    return Subnet.parse(text).orElseThrow();
  }
}
