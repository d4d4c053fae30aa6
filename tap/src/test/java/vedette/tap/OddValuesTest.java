package vedette.tap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import vedette.event.CoinSelectionEvent;
import vedette.event.Event;
import vedette.event.MempoolEvent;
import vedette.event.NetEvent;
import vedette.event.P2pMessage.PayloadState;
import vedette.event.ProbeEvent;

/// Values at the edges of what Core's probes can carry: where earlier tracers cut, overran or
/// invented (each of these was a defect of one).
@NeedsKernel
class OddValuesTest {
  private static final String HASH =
      "66656463626139383736353433323130".repeat(2).toLowerCase(Locale.ROOT);
  private static final List<Integer> LENGTHS =
      List.of(0, 1, 62, 68, 69, 78, 79, 80, 81, 128, 254, 255, 256, 300);

  @TempDir Path folder;

  private List<Event> fire(String mode, TapSupplier opener, TapUse use, String... flags) {
    Path program = Programs.odd(folder, flags);
    List<Event> events = new ArrayList<>();
    try (Node node = Node.start(program, mode);
        Tap tap = opener.open(program)) {
      node.go().drain(tap, events::add);
      use.look(tap);
    }
    return Fired.real(events).toList();
  }

  private List<Event> fire(String mode, TapUse use) {
    return fire(mode, Live::open, use);
  }

  @FunctionalInterface
  private interface TapSupplier {
    Tap open(Path program);
  }

  @FunctionalInterface
  private interface TapUse {
    void look(Tap tap);
  }

  private static String text(int length) {
    return length < 4 ? "a".repeat(length) : "a".repeat(length - 4) + ":end";
  }

  private static String atMost(int most, int length) {
    String text = text(length);
    return text.substring(0, Math.min(most, length));
  }

  private static <T> List<T> only(List<Event> events, Class<T> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /// Tor v3 with a five-digit port takes 68, Core's longest reasons 118 and 128; a peer that was
  /// added by its host name has any length.
  @Test
  void textsArriveWholeOrTheirCutIsCounted() {
    List<Event> events =
        fire(
            "texts",
            tap -> {
              // What fills a buffer of 256 to its end counts as cut, as it cannot be told from it.
              assertThat(Live.stats(tap, "net:outbound_message").cut()).isEqualTo(3);
              assertThat(Live.stats(tap, "net:inbound_connection").cut()).isEqualTo(3);
              assertThat(Live.stats(tap, "net:misbehaving_connection").cut()).isEqualTo(3);
              assertThat(Live.stats(tap, "mempool:rejected").cut()).isEqualTo(3);
              assertThat(Live.stats(tap, "mempool:removed").cut()).isEqualTo(1);
              assertThat(Live.stats(tap, "coin_selection:attempting_aps_create_tx").cut())
                  .isEqualTo(3);
            });
    List<String> whole = LENGTHS.stream().map(length -> atMost(255, length)).toList();
    List<NetEvent.OutboundMessage> messages = only(events, NetEvent.OutboundMessage.class);
    assertThat(messages.stream().limit(LENGTHS.size()).map(it -> it.peer().address()))
        .isEqualTo(whole);
    assertThat(messages.stream().limit(LENGTHS.size()))
        .allSatisfy(it -> {
          assertThat(it.peer().connection()).isEqualTo("outbound-full-relay");
          assertThat(it.message().payload().toArray()).asString().isEqualTo("abc");
        });
    assertThat(
            only(events, NetEvent.InboundConnection.class).stream().map(it -> it.peer().address()))
        .isEqualTo(whole);
    assertThat(only(events, NetEvent.MisbehavingConnection.class).stream().map(it -> it.reason()))
        .isEqualTo(whole);
    assertThat(only(events, MempoolEvent.Rejected.class).stream().map(it -> it.reason()))
        .isEqualTo(whole);
    assertThat(
            only(events, CoinSelectionEvent.AttemptingApsCreateTx.class).stream()
                .map(it -> it.wallet()))
        .isEqualTo(whole);
  }

  @Test
  void typesConnectionsAndReasonsAreWordsAsCoreWritesThem() {
    List<Event> events = fire("texts", tap -> {});
    List<NetEvent.OutboundMessage> messages =
        only(events, NetEvent.OutboundMessage.class).subList(LENGTHS.size(), LENGTHS.size() + 12);
    assertThat(messages.subList(0, 5))
        .extracting(it -> it.message().type())
        .containsExactly("", "x", "sendtxrcncl1", "\u007f \u00ff quote\"", "exactly12chr");
    assertThat(messages.subList(0, 5))
        .allSatisfy(it -> assertThat(it.message().state()).isEqualTo(PayloadState.WHOLE));
    assertThat(messages.subList(5, 12))
        .extracting(it -> it.peer().connection())
        .containsExactly(
            "inbound",
            "manual",
            "feeler",
            "outbound-full-relay",
            "block-relay-only",
            "addr-fetch",
            "private-broadcast");
    assertThat(only(events, MempoolEvent.Removed.class))
        .extracting(MempoolEvent.Removed::reason)
        .containsExactly(
            "expiry",
            "sizelimit",
            "reorg",
            "block",
            "conflict",
            "replaced",
            text(30),
            atMost(31, 40));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-O0", "-O2"})
  void numbersKeepTheirWidthAndSign(String optimisation) {
    List<Event> events =
        fire(
            "numbers",
            Live::open,
            tap -> assertThat(tap.stats().complete()).isTrue(),
            optimisation);
    assertThat(
            events.stream()
                .map(Fired::of)
                .map(it -> it.event() + " " + String.join(" ", it.fields())))
        .containsExactly(
            "net:outbound_message -9223372036854775808 a b c 1",
            "net:outbound_message 9223372036854775807 a b c 1",
            "net:outbound_message -1 a b c 1",
            "net:inbound_connection -1 a b unknown_4294967295 -1",
            "net:inbound_connection 0 a b unroutable 0",
            "net:inbound_connection 0 a b ipv4 0",
            "net:inbound_connection 0 a b ipv6 0",
            "net:inbound_connection 0 a b onion 0",
            "net:inbound_connection 0 a b i2p 0",
            "net:inbound_connection 0 a b cjdns 0",
            "net:inbound_connection 0 a b internal 0",
            "net:inbound_connection 0 a b unknown_7 0",
            "validation:block_connected "
                + HASH
                + " -2147483648 18446744073709551615 -1"
                + " -9223372036854775808 9223372036854775807",
            "validation:block_connected " + HASH + " 2147483647 0 2147483647 -1 0",
            "utxocache:flush -1 none 18446744073709551615 0 false",
            "utxocache:flush -1 if_needed 18446744073709551615 0 true",
            "utxocache:flush -1 periodic 18446744073709551615 0 false",
            "utxocache:flush -1 force_flush 18446744073709551615 0 true",
            "utxocache:flush -1 force_sync 18446744073709551615 0 false",
            "utxocache:flush -1 unknown_5 18446744073709551615 0 true",
            "utxocache:add " + HASH + " 4294967295 4294967295 -9223372036854775808 true",
            "utxocache:add " + HASH + " 0 0 -1 false",
            "coin_selection:normal_create_tx_internal w true -1 -1",
            "coin_selection:normal_create_tx_internal w false -9223372036854775808 2147483647",
            "coin_selection:normal_create_tx_internal w true 9223372036854775807 0",
            "mempool:removed " + HASH + " block -1 -2 18446744073709551615",
            "mempool:replaced "
                + HASH
                + " -1 -2 18446744073709551615 "
                + HASH
                + " -2147483648 -9223372036854775808 false",
            "mempool:replaced " + HASH + " 1 2 3 " + HASH + " 2147483647 9223372036854775807 true");
  }

  /// Memory that cannot be read is never replaced by what lay in the ring before.
  @ParameterizedTest
  @EnumSource(
      value = Attacher.Way.class,
      names = {"MULTI_DYNPTR", "MULTI_LADDER"})
  void whatCannotBeReadIsCountedAndNeverInvented(Attacher.Way way) {
    boolean ladder = way == Attacher.Way.MULTI_LADDER;
    long page = vedette.tap.bpf.RingBuffer.page();
    Sequence sequence = new Sequence();
    Path program = Programs.odd(folder);
    List<Event> events = new ArrayList<>();
    try (Node node = Node.start(program, "unreadable");
        Tap tap = Tap.open(Live.options(program), way)) {
      node.go().drain(tap, events::add);
      assertThat(Live.stats(tap, "net:outbound_message").faults()).isEqualTo(5);
      assertThat(Live.stats(tap, "net:outbound_message").dropped()).isEqualTo(3);
      assertThat(Live.stats(tap, "net:outbound_message").delivered()).isEqualTo(4);
      assertThat(Live.stats(tap, "mempool:rejected").dropped()).isEqualTo(1);
      assertThat(Live.stats(tap, "mempool:rejected").delivered()).isEqualTo(1);
      assertThat(Live.stats(tap, "coin_selection:attempting_aps_create_tx").dropped()).isEqualTo(1);
      assertThat(tap.stats().complete()).isFalse();
    }
    events.forEach(sequence);
    List<NetEvent.OutboundMessage> messages = only(events, NetEvent.OutboundMessage.class);
    assertThat(messages)
        .extracting(it -> it.message().type())
        .containsExactly("whole", "part", "none", "last");
    assertThat(messages)
        .extracting(it -> it.message().state())
        .containsExactly(
            PayloadState.WHOLE,
            PayloadState.UNREADABLE,
            PayloadState.UNREADABLE,
            PayloadState.WHOLE);
    assertThat(messages)
        .extracting(it -> it.message().size())
        .containsExactly(2 * page, 3 * page, 100L, 1L);
    assertThat(messages)
        .extracting(it -> (long) it.message().payload().size())
        .containsExactly(2 * page, ladder ? 0L : 2 * page, 0L, 1L);
    byte[] part = messages.get(1).message().payload().toArray();
    byte[] expected = new byte[part.length];
    Arrays.fill(expected, (byte) 'p');
    assertThat(part).isEqualTo(expected);
    // Those that were dropped leave their numbers out.
    assertThat(sequence.gaps()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-O0", "-O2"})
  void anyOtherProbeDeliversItsTypedArguments(String optimisation) {
    List<Event> events =
        fire(
            "widths",
            program ->
                Tap.open(Live.options(program).withProbes(List.of("odd:widths", "odd:absent"))),
            tap -> assertThat(Live.stats(tap, "odd:widths").delivered()).isEqualTo(3),
            optimisation,
            "-DNOT_A_NODE");
    List<ProbeEvent> probes = only(events, ProbeEvent.class);
    assertThat(probes).hasSize(3).allSatisfy(it -> assertThat(it.probe()).isEqualTo("odd:widths"));
    assertThat(probes.getFirst().arguments())
        .extracting(ProbeEvent.Argument::width)
        .containsExactly(1, 1, 2, 2, 4, 4, 8, 8);
    assertThat(probes.getFirst().arguments())
        .extracting(ProbeEvent.Argument::signed)
        .containsExactly(true, false, true, false, true, false, true, false);
    assertThat(Fired.all(probes).stream().map(it -> String.join(" ", it.fields())))
        .containsExactly(
            "-128 255 -32768 65535 -2147483648 4294967295 -9223372036854775808"
                + " 18446744073709551615",
            "-1 1 -2 2 -3 3 -4 4",
            "127 0 32767 0 2147483647 0 9223372036854775807 0");
  }
}
