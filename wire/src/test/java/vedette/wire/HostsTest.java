package vedette.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vedette.wire.NetworkAddress.Network;

class HostsTest {

  @ParameterizedTest
  @CsvSource({
    "1, 00000000, 0.0.0.0",
    "1, ffffffff, 255.255.255.255",
    "1, c0000201, 192.0.2.1",
    "2, 00000000000000000000000000000000, ::",
    "2, 00000000000000000000000000000001, ::1",
    "2, 00010000000000000000000000000000, 1::",
    "2, 20010db8000000000000ff0000428329, 2001:db8::ff00:42:8329",
    // RFC 5952, 4.2.2: one zero group is not shortened
    "2, 20010db8000000010001000100010001, 2001:db8:0:1:1:1:1:1",
    // 4.2.3: the longest run, and the first of two equal ones
    "2, 20010000000000010000000000000001, 2001:0:0:1::1",
    "2, 20010db8000000000001000000000001, 2001:db8::1:0:0:1",
    // section 5: an IPv4-mapped address ends dotted
    "2, 00000000000000000000ffffc0000221, ::ffff:192.0.2.33",
    "2, 00000000000000000001ffffc0000221, ::1:ffff:c000:221",
    "2, ffffffffffffffffffffffffffffffff, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    // Tor v2: the address in Bitcoin Core's net tests
    "3, f1f2f3f4f5f6f7f8f9fa, 6hzph5hv6337r6p2.onion",
    // Tor v3: the address in Bitcoin Core's net tests
    "4, 79bcc625184b05194975c28b66b66b0469f7f6556fb1ac3189a79b40dda32f1f,"
        + " pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion",
    // I2P: the address in Bitcoin Core's net tests
    "5, a2894dabaec08c0051a481a6dac88b64f98232ae42d4b6fd2fa81952dfe36a87,"
        + " ukeu3k5oycgaauneqgtnvselmt4yemvoilkln7jpvamvfx7dnkdq.b32.i2p",
    "6, fc000001000200030004000500060007, fc00:1:2:3:4:5:6:7",
  })
  void hostReadsAsPeopleTypeIt(int network, String address, String host) {
    assertThat(new NetworkAddress(new Network(network), Bytes.parse(address), 8333).host())
        .isEqualTo(host);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 01",
    "1, 000000",
    "1, 0000000000",
    "2, 00000000",
    "3, 00",
    "4, 00",
    "5, 00",
    "6, 00",
    "7, 00000000",
    "255, 00000000000000000000000000000000",
  })
  void hostOfUnknownNetworkOrWrongLengthIsEmpty(int network, String address) {
    assertThat(new NetworkAddress(new Network(network), Bytes.parse(address), 0).host()).isEmpty();
  }
}
