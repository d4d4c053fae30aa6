package vedette.tap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoreVersionTest {
  private static ByteBuffer constants(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void versionIsFoundBehindANulBesideTheClientsName() {
    assertThat(CoreVersion.in(constants("\0Satoshi\0\0v28.1.0\0more")))
        .contains(new CoreVersion(28, 1, 0));
    assertThat(CoreVersion.in(constants("\0Satoshi\0\0v29.0\0")))
        .contains(new CoreVersion(29, 0, 0));
    assertThat(CoreVersion.in(constants("\0v30.0.0rc2\0Satoshi\0")))
        .contains(new CoreVersion(30, 0, 0));
  }

  @Test
  void versionMayBeCutToSixteenBytesWithoutANulBehindIt() {
    CoreVersion found =
        CoreVersion.in(constants("\0Satoshi\0\0\0v31.99.0-d84fc35uint32_t f(bool) const\0"))
            .orElseThrow();
    assertThat(found).isEqualTo(new CoreVersion(31, 99, 0));
    assertThat(found.development()).isTrue();
    assertThat(found).hasToString("v31.99.0");
  }

  @Test
  void sameVersionTwiceIsOne() {
    assertThat(CoreVersion.in(constants("\0Satoshi\0v27.2.0\0v27.2.0-abc\0"))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\0Satoshi\0v27.2.0\0v28.0.0\0", // which one?
        "\0v27.2.0\0", // of what?
        "\0notSatoshi\0v27.2.0\0",
        "\0Satoshi\0xv27.2.0\0",
        "\0Satoshi\0v27.2.0x\0",
        "\0Satoshi\0v12.2.0\0", // before there were tracepoints: the compiler's, if anything
        "\0Satoshi\0v1.2.3\0",
        "\0Satoshi\0",
        "",
      })
  void ratherUnknownThanWrong(String text) {
    assertThat(CoreVersion.in(constants(text))).isEmpty();
  }

  @Test
  void demoNodeIsKnownByItsOwnName() {
    assertThat(CoreVersion.isDemoNode(constants("\0demo-node\0"))).isTrue();
    assertThat(CoreVersion.isDemoNode(constants("\0demo-node: cannot write\0"))).isFalse();
    assertThat(CoreVersion.isDemoNode(constants("\0Satoshi\0"))).isFalse();
  }
}
