package vedette.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever a peer sends: a value, the same value again, and little memory.
class HostileBytesTest {
  private static final int MEGABYTE = 1 << 20;

  static SortedSet<String> types() {
    return MessageDecoder.types();
  }

  /// Messages that put the most objects into the fewest bytes, a megabyte each.
  static Stream<Arguments> densest() {
    return Stream.of(
        dense("inv", "", "010000000" + "1".repeat(65)),
        dense("headers", "", "00".repeat(81)),
        dense("addr", "", "00".repeat(12) + "00000000000000000000ffff" + "00".repeat(6)),
        dense("addrv2", "", "00000000" + "00" + "63" + "00" + "0000"),
        dense("addrv2", "", "00000000" + "00" + "63" + "01" + "aa" + "0000"),
        dense("getheaders", "00000000", "22".repeat(32)),
        dense("getblocktxn", "33".repeat(32), "00"),
        dense("getblocktxn", "33".repeat(32), "fdfd00"),
        dense("blocktxn", "33".repeat(32), "00000000" + "0000" + "00000000"),
        dense("block", "33".repeat(80), "00000000" + "0000" + "00000000"),
        dense("block", "33".repeat(80), "00000000" + "0001" + "0000" + "00000000"),
        dense("cmpctblock", "33".repeat(88), "444444444444"),
        dense("cmpctblock", "33".repeat(88) + "00", "00" + "00000000" + "0000" + "00000000"),
        dense("tx", "01000000", "55".repeat(36) + "00" + "ffffffff"),
        dense("tx", "01000000" + "0001" + "00", "0000000000000000" + "00"),
        dense("tx", "01000000" + "0001" + "01" + "55".repeat(36) + "00ffffffff" + "00", "00"),
        dense("tx", "01000000" + "0001" + "01" + "55".repeat(36) + "00ffffffff" + "00", "01aa"),
        dense("merkleblock", "33".repeat(84), "22".repeat(32)),
        dense("cfheaders", "33".repeat(65), "22".repeat(32)),
        dense("cfcheckpt", "33".repeat(33), "22".repeat(32)));
  }

  /// A message of `prefix`, a count, and that many times `element`, with zeros behind.
  private static Arguments dense(String type, String prefix, String element) {
    byte[] head = Bytes.parse(prefix).toArray();
    byte[] one = Bytes.parse(element).toArray();
    int count = MEGABYTE / one.length;
    byte[] number =
        count > 0xffff
            ? new byte[] {(byte) 0xfe, (byte) count, (byte) (count >> 8), (byte) (count >> 16), 0}
            : new byte[] {(byte) 0xfd, (byte) count, (byte) (count >> 8)};
    ByteBuffer message =
        ByteBuffer.allocate(head.length + number.length + count * one.length + 100);
    message.put(head).put(number);
    for (int i = 0; i < count; i++) {
      message.put(one);
    }
    return Arguments.of(
        type + " of " + count + " times " + element, type, Bytes.wrap(message.array()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("densest")
  void densestMessagesStayWithinTheMemoryThatIsPromised(String name, String type, Bytes payload) {
    assertThat(MessageDecoder.decode(type, payload) instanceof Decoding.Decoded).isTrue();
    long allocated = Promises.allocated(type, payload);
    System.out.printf("%5.1f bytes a byte: %s%n", (double) allocated / payload.size(), name);
    assertThat(allocated).isLessThanOrEqualTo(Promises.allowed(payload));
  }

  @ParameterizedTest
  @MethodSource("types")
  void countsThatLieCostNothing(String type) {
    for (int prefix = 0; prefix <= 100; prefix++) {
      for (String count :
          new String[] {"feffffff01", "fe00000002", "fdffff", "ffffffffffffffffff"}) {
        for (int flag : new int[] {0, 1}) {
          byte[] bytes = new byte[4096];
          Arrays.fill(bytes, 0, prefix, (byte) flag);
          byte[] lie = Bytes.parse(count).toArray();
          System.arraycopy(lie, 0, bytes, prefix, lie.length);
          Bytes payload = Bytes.wrap(bytes);
          MessageDecoder.decode(type, payload);

          assertThat(Promises.allocated(type, payload))
              .isLessThanOrEqualTo(Promises.allowed(payload));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void anyBytesGiveAValue(String type) {
    long seed = 20260101;
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = new byte[random.nextInt(300)];
      random.nextBytes(bytes);
      check(type, Bytes.wrap(bytes), seed);
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void vectorsWithMistakesGiveAValueThatTakesLittleMemory(String type) {
    long seed = 42;
    Mutations mutations = new Mutations(seed);
    for (Vector vector : Vector.of(type)) {
      for (int i = 0; i < 500; i++) {
        check(type, mutations.of(vector.payload()), seed);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void everyPrefixOfAVectorGivesAValue(String type) {
    for (Vector vector : Vector.of(type)) {
      for (int length = 0; length <= vector.payload().size(); length++) {
        Promises.check(type, vector.payload().slice(0, length));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "inv\0", "thirteen chars", "🂡", "Version"})
  void anyTypeGivesAValue(String type) {
    assertThat(MessageDecoder.decode(type, Bytes.EMPTY))
        .isEqualTo(new Decoding.Undecoded(type, Bytes.EMPTY, "unknown type"));
  }

  @Test
  void payloadAboveWhatCoreReadsIsKeptButNotLookedInto() {
    Bytes payload = Bytes.wrap(new byte[0x02000001]);

    assertThat(MessageDecoder.decode("verack", payload))
        .isEqualTo(
            new Decoding.Undecoded(
                "verack", payload, "payload: up to 33554432 bytes wanted, 33554433 found"));
  }

  private static void check(String type, Bytes payload, long seed) {
    try {
      Promises.check(type, payload);
      assertThat(Promises.allocated(type, payload)).isLessThanOrEqualTo(Promises.allowed(payload));
    } catch (Throwable broken) {
      throw new AssertionError(
          "seed " + seed + ", " + type + " " + payload + ": " + broken.getMessage(), broken);
    }
  }
}
