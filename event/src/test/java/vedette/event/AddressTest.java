package vedette.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
  private static final String ONION =
      "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion";

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.7:8333, true",
    "192.0.2.7, 192.0.2.7, true",
    "192.0.2.7, 192.0.2.70:8333, false",
    "192.0.2.7:8333, 192.0.2.7:8333, true",
    "192.0.2.7:8333, 192.0.2.7:8334, false",
    "192.0.2.7:8333, 192.0.2.7, false",
    "192.0.2.7:0, 192.0.2.7:0, true",
    "::ffff:192.0.2.7, 192.0.2.7:8333, true",
    "192.0.2.7, [::ffff:192.0.2.7]:8333, true",
    "192.0.2.7, [::ffff:c000:207]:8333, true",
    "192.0.2.0/24, [::ffff:192.0.2.255]:8333, true",
    "::ffff:192.0.2.0/120, 192.0.2.255:8333, true",
    "192.0.2.0/24, 192.0.3.0:8333, false",
    "192.0.2.7/32, 192.0.2.7:1, true",
    "192.0.2.7/32, 192.0.2.6:1, false",
    "0.0.0.0/0, 203.0.113.9:8333, true",
    "0.0.0.0/0, [2001:db8::1]:8333, false",
    "::/0, [2001:db8::1]:8333, true",
    "::/0, 203.0.113.9:8333, false",
    "2001:db8::/32, [2001:db8:ffff::1]:8333, true",
    "2001:db8::/32, [2001:db9::1]:8333, false",
    "2001:db8::/65, [2001:db8::7fff:0:0:1]:1, true",
    "2001:db8::/65, [2001:db8::8000:0:0:1]:1, false",
    "2001:db8::1, [2001:db8::1]:8333, true",
    "[2001:db8::1], [2001:DB8:0:0::1]:8333, true",
    "[2001:db8::1]:8333, [2001:db8::1]:8333, true",
    "[2001:db8::1]:8333, [2001:db8::1]:8334, false",
    "2001:db8::1, 2001:db8::1, true",
    "fe80::/64, [fe80::1%eth0]:8333, true",
    "fe80::1, fe80::1%2, true",
    "*.onion, " + ONION + ":8333, true",
    "*.onion, onion:8333, false",
    "*.onion, 192.0.2.7:8333, false",
    "*.b32.i2p, abc.b32.i2p:0, true",
    ONION + ", " + ONION + ":8333, true",
    "seed.example.org, Seed.Example.ORG:8333, true",
    "seed.example.org, seed.example.org, true",
    "seed.example.org:8333, seed.example.org, false",
    "*.example.org, seed.example.org:8333, true",
    "*.example.org, example.org:8333, false",
    "example.org, a weird % name, false",
  })
  void isMeantByAPattern(String pattern, String peer, boolean meant) {
    assertThat(Selection.parse("address=" + pattern).matches(Samples.from(peer))).isEqualTo(meant);
    assertThat(Selection.parse("!address=" + pattern).matches(Samples.from(peer)))
        .isEqualTo(!meant);
  }

  @ParameterizedTest
  @CsvSource({
    "0:0:0:0:0:0:0:0, ::",
    "0:0:0:0:0:0:0:1, ::1",
    "1:0:0:0:0:0:0:0, 1::",
    "1:0:0:2:0:0:0:3, 1:0:0:2::3",
    "1:0:0:2:0:0:3:4, 1::2:0:0:3:4",
    "1:0:2:3:4:5:6:7, 1:0:2:3:4:5:6:7",
    "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
    "2001:DB8::00A1, 2001:db8::a1",
    "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
    "::ffff:192.0.2.33, 192.0.2.33",
    "1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304",
    "255.255.255.255, 255.255.255.255",
    "0.0.0.0, 0.0.0.0",
  })
  void isWrittenInItsCanonicalForm(String text, String canonical) {
    assertThat(Ip.parse(text).map(Ip::toString)).contains(canonical);
    assertThat(Ip.parse(canonical)).isEqualTo(Ip.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "::1::",
        ":::",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7::8",
        ":1::",
        "1::2:",
        "12345::",
        "g::",
        "::1.2.3",
        "::1.2.3.4:5",
        "1.2.3.4::",
        "1:2:3:4:5:6:7:1.2.3.4",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.256",
        "01.2.3.4",
        "1..2.3",
        "1.2.3.4 ",
        "+1.2.3.4",
        "::١"
      })
  void isNoIpAddress(String text) {
    assertThat(Ip.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "8.8.8.8:8333, ipv4",
    "0.1.2.3:1, unroutable",
    "10.255.255.255:1, unroutable",
    "100.63.255.255:1, ipv4",
    "100.64.0.0:1, unroutable",
    "100.127.255.255:1, unroutable",
    "100.128.0.0:1, ipv4",
    "127.0.0.1:51234, unroutable",
    "169.254.1.1:1, unroutable",
    "172.15.255.255:1, ipv4",
    "172.16.0.0:1, unroutable",
    "172.31.255.255:1, unroutable",
    "172.32.0.0:1, ipv4",
    "192.0.2.1:1, unroutable",
    "192.168.1.1:1, unroutable",
    "198.17.255.255:1, ipv4",
    "198.18.0.0:1, unroutable",
    "198.19.255.255:1, unroutable",
    "198.20.0.0:1, ipv4",
    "198.51.100.1:1, unroutable",
    "203.0.113.1:1, unroutable",
    "224.0.0.1:1, ipv4",
    "255.255.255.254:1, ipv4",
    "255.255.255.255:1, unroutable",
    "[2a00:1450::1]:8333, ipv6",
    "[::]:1, unroutable",
    "[::1]:1, unroutable",
    "[::2]:1, ipv6",
    "[fe80::1]:1, unroutable",
    "[fe80:0:0:1::1]:1, ipv6",
    "[fc00::1]:8333, cjdns",
    "[fcff::1]:8333, cjdns",
    "[fd00::1]:8333, unroutable",
    "[fd87:d87e:eb43::1]:1, unroutable",
    "[fd6b:88c0:8724:1::]:1, internal",
    "[2001:10::1]:1, unroutable",
    "[2001:1f::1]:1, unroutable",
    "[2001:20::1]:1, unroutable",
    "[2001:2f::1]:1, unroutable",
    "[2001:30::1]:1, ipv6",
    "[2001:db8::1]:1, unroutable",
    "[2001::1]:1, ipv4",
    "[2002::1]:1, ipv4",
    "[64:ff9b::808:808]:1, ipv4",
    "[64:ff9b::1:808:808]:1, ipv6",
    "[::ffff:0:808:808]:1, ipv4",
    "[::ffff:8.8.8.8]:1, ipv4",
    "[::ffff:10.0.0.1]:1, unroutable",
    ONION + ":8333, onion",
    "ukeu3k5oycgaauneqgtnvselmt4yemvoilkln7jpvamvfx7dnkdq.b32.i2p:0, i2p",
    "abcdefghijklmnop.internal:0, internal",
    "seed.example.org:8333, ''",
  })
  void isOnTheNetworkThatCoreSays(String address, String network) {
    assertThat(PeerNetwork.of(Endpoint.of(address))).isEqualTo(network);
  }
}
