package vedette.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import vedette.wire.Message.InventoryItem;
import vedette.wire.Message.TimedAddress;
import vedette.wire.NetworkAddress.Network;

/// Messages that are too large to write down as vectors: at each limit and one beyond.
class LimitsTest {
  private static final InventoryItem ITEM = new InventoryItem(5, Hash256.ZERO);
  private static final TimedAddress ADDRESS =
      new TimedAddress(1, 1, new NetworkAddress(Network.IPV4, Bytes.parse("c0000201"), 8333));
  private static final BlockHeader HEADER =
      new BlockHeader(1, Hash256.ZERO, Hash256.ZERO, 0, 0, 0, Hash256.ZERO);

  static Stream<Arguments> limits() {
    return Stream.of(
        limit(n -> new Message.Inv(Collections.nCopies(n, ITEM)), 50_000, "items", "entries"),
        limit(n -> new Message.GetData(Collections.nCopies(n, ITEM)), 50_000, "items", "entries"),
        limit(n -> new Message.NotFound(Collections.nCopies(n, ITEM)), 5_016, "items", "entries"),
        limit(
            n -> new Message.Addr(Collections.nCopies(n, ADDRESS)), 1_000, "addresses", "entries"),
        limit(
            n -> new Message.AddrV2(Collections.nCopies(n, ADDRESS)),
            1_000,
            "addresses",
            "entries"),
        limit(
            n ->
                new Message.Headers(
                    Collections.nCopies(n, HEADER), Collections.nCopies(n, Long.valueOf(0))),
            2_000,
            "headers",
            "entries"),
        limit(
            n -> new Message.GetHeaders(1, Collections.nCopies(n, Hash256.ZERO), Hash256.ZERO),
            101,
            "locator",
            "hashes"),
        limit(
            n -> new Message.GetBlocks(1, Collections.nCopies(n, Hash256.ZERO), Hash256.ZERO),
            101,
            "locator",
            "hashes"),
        limit(
            n ->
                new Message.CFHeaders(
                    0, Hash256.ZERO, Hash256.ZERO, Collections.nCopies(n, Hash256.ZERO)),
            2_000,
            "filterHashes",
            "hashes"),
        limit(
            n -> new Message.FilterLoad(Bytes.wrap(new byte[n]), 1, 1, 1),
            36_000,
            "data",
            "bytes"));
  }

  private interface OfSize {
    Message message(int size);
  }

  private static Arguments limit(OfSize messages, int most, String field, String unit) {
    return Arguments.of(messages.message(most), messages.message(most + 1), most, field, unit);
  }

  @ParameterizedTest(name = "{2} {4} of {3}")
  @MethodSource("limits")
  void messageBeyondALimitOfCoreDecodesAndSaysSo(
      Message at, Message beyond, int most, String field, String unit) {
    assertThat(overLimit(at)).isEmpty();
    assertThat(overLimit(beyond))
        .hasValue(field + ": at most " + most + " " + unit + ", " + (most + 1));
  }

  @ParameterizedTest
  @MethodSource
  void messageAboveFourMillionBytesDecodesAndSaysSo(int size, Optional<String> overLimit) {
    Bytes payload = Bytes.wrap(new byte[size]);

    assertThat(MessageDecoder.decode("addr", payload))
        .isEqualTo(
            new Decoding.Decoded(
                new Message.Addr(List.of()), payload.slice(1, size - 1), overLimit));
  }

  static Stream<Arguments> messageAboveFourMillionBytesDecodesAndSaysSo() {
    return Stream.of(
        Arguments.of(4_000_000, Optional.empty()),
        Arguments.of(4_000_001, Optional.of("payload: at most 4000000 bytes, 4000001")));
  }

  private static Optional<String> overLimit(Message message) {
    Decoding decoding = MessageDecoder.decode(message.type(), MessageEncoder.encode(message));
    return decoding instanceof Decoding.Decoded decoded
        ? decoded.overLimit()
        : Optional.of(decoding.toString());
  }
}
