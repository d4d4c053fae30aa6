package vedette.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionTest {

  /// Every event there is, peer 11 at 192.0.2.7:8333, added by hand, message inv.
  private static List<Event> everything() {
    List<Event> all = new ArrayList<>(Samples.net(Samples.PEER, "inv"));
    all.addAll(Samples.withoutPeer());
    return all;
  }

  private static List<String> selected(String selection) {
    Selection parsed = Selection.parse(selection);
    return everything().stream()
        .filter(parsed::matches)
        .filter(event -> !(event instanceof VedetteEvent))
        .map(Event::name)
        .toList();
  }

  @Test
  void namesAreThoseOfTheRecords() {
    assertThat(everything().stream().map(Event::name).toList())
        .containsExactlyElementsOf(EventNames.KNOWN);
    assertThat(EventNames.TRACEPOINTS).hasSize(20);
  }

  @Test
  void emptyTextSelectsEverything() {
    assertThat(Selection.parse(" \t\n")).isEqualTo(Selection.ALL).hasToString("");
    assertThat(selected("")).containsExactlyElementsOf(EventNames.TRACEPOINTS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          event=mempool:re*                  | mempool:removed mempool:replaced mempool:rejected
          event=*:added                      | mempool:added
          event=mempool:added,utxocache:add  | utxocache:add mempool:added
          event=mempool:added event=utxocache:add | utxocache:add mempool:added
          event=mempool:*,!mempool:re*       | mempool:added
          event=mempool:* !event=mempool:re* | mempool:added
          !event=net:*,utxocache:*,coin*     | validation:block_connected mempool:added mempool:removed mempool:replaced mempool:rejected
          event=!net:*,!utxocache:*,!c*,!m*  | validation:block_connected
          event=vedette:*                    | ``
          message=inv                        | net:inbound_message net:outbound_message
          message=inv direction=inbound      | net:inbound_message
          direction=outbound                 | net:outbound_message net:outbound_connection
          direction=inbound,outbound event=*connection | net:inbound_connection net:outbound_connection
          event=net:* !direction=inbound     | net:outbound_message net:outbound_connection net:evicted_inbound_connection net:misbehaving_connection net:closed_connection
          event=net:* !message=inv           | net:inbound_connection net:outbound_connection net:evicted_inbound_connection net:misbehaving_connection net:closed_connection
          message=i*                         | net:inbound_message net:outbound_message
          message=getcf*                     | ``
          message=inv !message=i*            | ``
          peer=11 event=*:*_connection       | net:inbound_connection net:outbound_connection net:evicted_inbound_connection net:misbehaving_connection net:closed_connection
          peer=12                            | ``
          event=net:* !peer=11               | ``
          event=net:* !peer=12 event=!*message | net:inbound_connection net:outbound_connection net:evicted_inbound_connection net:misbehaving_connection net:closed_connection
          connection=manual                  | net:inbound_message net:outbound_message net:inbound_connection net:outbound_connection net:evicted_inbound_connection net:closed_connection
          connection=manual,inbound !event=*message | net:inbound_connection net:outbound_connection net:evicted_inbound_connection net:closed_connection
          event=net:* !connection=manual     | net:misbehaving_connection
          event=net:* connection=!manual     | net:misbehaving_connection
          address=192.0.2.0/24 event=*message | net:inbound_message net:outbound_message
          event=net:* !address=192.0.2.7     | net:misbehaving_connection
          network=unroutable event=*message  | net:inbound_message net:outbound_message
          network=ipv4                       | ``
          event=net:* !network=unroutable    | net:misbehaving_connection
          """)
  void selects(String selection, String expected) {
    assertThat(String.join(" ", selected(selection))).isEqualTo(expected);
  }

  @Test
  void whatVedetteSaysAlwaysPasses() {
    for (String text : List.of("event=mempool:added", "peer=99", "!event=*", "message=tx")) {
      Selection selection = Selection.parse(text);
      assertThat(Samples.withoutPeer())
          .filteredOn(event -> event instanceof VedetteEvent)
          .hasSize(3)
          .allMatch(selection::matches)
          .allMatch(event -> selection.wants(event.name()));
    }
  }

  @Test
  void quotedMessageTypesAreTakenExactly() {
    Selection selection =
        Selection.parse("message=\"xversion\",\"a, b\",\"\",\"q\\\"\\\\\",\"i*\"");
    for (String type : List.of("xversion", "a, b", "", "q\"\\", "i*")) {
      assertThat(selection.matches(Samples.inbound(Samples.PEER, type))).as(type).isTrue();
    }
    assertThat(selection.matches(Samples.inbound(Samples.PEER, "inv"))).isFalse();
    assertThat(Selection.parse("message=\"inv\"")).hasToString("message=inv");
  }

  @Test
  void globsOverMessagesMeanTheKnownTypesOnly() {
    Selection selection = Selection.parse("!message=*");
    assertThat(selection.matches(Samples.inbound(Samples.PEER, "reject"))).isFalse();
    assertThat(selection.matches(Samples.inbound(Samples.PEER, "xversion"))).isTrue();
  }

  @Test
  void valuesThatTheSourceDoesNotTellAreNotCarried() {
    NetEvent bare = Samples.inbound(new Peer(Peer.UNKNOWN_ID, "", "", ""), "inv");
    for (String term : List.of("peer=0", "address=::1", "connection=inbound", "network=ipv4")) {
      assertThat(Selection.parse(term).matches(bare)).as(term).isFalse();
      assertThat(Selection.parse("!" + term).matches(bare)).as("!" + term).isTrue();
    }
  }

  @Test
  void networkThatIsToldIsBelieved() {
    Peer onion = new Peer(1, "127.0.0.1:51234", "inbound", "onion");
    NetEvent opened = new NetEvent.InboundConnection(Samples.ORIGIN, onion, 1);
    assertThat(Selection.parse("network=onion").matches(opened)).isTrue();
    assertThat(Selection.parse("network=onion").matches(Samples.from("127.0.0.1:51234"))).isFalse();
  }

  @Test
  void wordsOfALaterCoreCanBeQuoted() {
    Peer peer = new Peer(1, "192.0.2.7:8333", "quantum-relay", "unknown_9");
    NetEvent event = new NetEvent.ClosedConnection(Samples.ORIGIN, peer, 1);
    Selection selection = Selection.parse("connection=\"quantum-relay\" network=\"unknown_9\"");
    assertThat(selection.matches(event)).isTrue();
    assertThat(selection).hasToString("connection=\"quantum-relay\" network=\"unknown_9\"");
  }

  @Test
  void otherProbesAreKnownIfTheyAreGiven() {
    Set<String> probes = Set.of("orphan:added", "orphan:removed");
    Selection exact = Selection.parse("event=orphan:added", probes);
    assertThat(exact.matches(Samples.probe("orphan:added"))).isTrue();
    assertThat(exact.matches(Samples.probe("orphan:removed"))).isFalse();
    assertThat(Selection.parse("event=orphan:*", probes).wants("orphan:removed")).isTrue();
    assertThat(Selection.parse("event=*:added").matches(Samples.probe("orphan:added"))).isTrue();
    assertThat(Selection.parse("peer=1").matches(Samples.probe("orphan:added"))).isFalse();
    assertThat(Selection.of(Map.of(Selection.Key.EVENT, List.of("orphan:*")), probes))
        .isEqualTo(Selection.parse("event=orphan:*", probes));
  }

  @Test
  void singleFlagsSayTheSame() {
    Selection flags =
        Selection.of(
            Map.of(
                Selection.Key.EVENT, List.of("net:*", "!net:closed_connection"),
                Selection.Key.MESSAGE, List.of("inv,tx", "\"xversion\""),
                Selection.Key.CONNECTION, List.of("!manual"),
                Selection.Key.PEER, List.of("11,9")));
    assertThat(flags)
        .hasToString(
            "event=net:* !event=net:closed_connection message=tx,inv,\"xversion\" peer=9,11"
                + " !connection=manual")
        .isEqualTo(Selection.parse(flags.toString()))
        .hasSameHashCodeAs(Selection.parse(flags.toString()));
    assertThat(Selection.of(Map.of())).isEqualTo(Selection.ALL);
  }

  @Test
  void spellingIsEvenedOut() {
    assertThat(
            Selection.parse(
                "peer=007,7 address=[2001:DB8:0::1],192.0.2.9/24,::ffff:10.0.0.1,*.Onion"
                    + " address=2001:db8::1,[2001:db8::1]:08333,Host.Example:1 message=inv,inv"))
        .hasToString(
            "message=inv peer=7 address=*.onion,10.0.0.1,2001:db8::1,192.0.2.0/24,host.example:1,"
                + "[2001:db8::1]:8333");
  }
}
