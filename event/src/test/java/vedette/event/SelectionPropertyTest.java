package vedette.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vedette.wire.MessageTypes;

/// Laws that hold for every selection and every event, on seeded random ones.
class SelectionPropertyTest {
  private static final int ROUNDS = 400;
  private static final List<String> EVENTS =
      List.of("net:*", "*:added", "mempool:re*", "*", "utxocache:spent", "net:inbound_*", "*tx*");
  private static final List<String> TYPES =
      List.of("inv", "tx", "getcf*", "\"xversion\"", "\"\"", "\"a, \\\"b\"", "*", "reject");
  private static final List<String> ADDRESSES =
      List.of(
          "192.0.2.0/24",
          "192.0.2.7",
          "192.0.2.7:8333",
          "2001:db8::/32",
          "[2001:db8::1]:8333",
          "2001:db8::1",
          "*.onion",
          "abc.onion",
          "10.0.0.0/8",
          "::/0",
          "seed.example.org");
  private static final List<String> PEER_ADDRESSES =
      List.of(
          "",
          "192.0.2.7:8333",
          "192.0.2.8:1",
          "[2001:db8::1]:8333",
          "[2a00::1]:1",
          "8.8.8.8:8333",
          "abc.onion:8333",
          "seed.example.org",
          "127.0.0.1:5",
          "[::ffff:10.0.0.1]:1");
  private static final List<String> MESSAGES = List.of("inv", "tx", "xversion", "", "getcfilters");

  private static <T> T pick(Random random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private static String value(Random random, Selection.Key key) {
    return switch (key) {
      case EVENT ->
          random.nextBoolean() ? pick(random, EVENTS) : pick(random, EventNames.TRACEPOINTS);
      case MESSAGE -> pick(random, random.nextBoolean() ? TYPES : MessageTypes.KNOWN);
      case DIRECTION -> pick(random, SelectionTerms.DIRECTIONS);
      case PEER -> String.valueOf(random.nextInt(3));
      case ADDRESS -> pick(random, ADDRESSES);
      case CONNECTION -> pick(random, SelectionTerms.CONNECTIONS);
      case NETWORK -> pick(random, PeerNetwork.WORDS);
    };
  }

  private static String term(Random random, Selection.Key key) {
    boolean negated = random.nextInt(3) == 0;
    String values =
        IntStream.rangeClosed(0, random.nextInt(3))
            .mapToObj(_ -> (!negated && random.nextInt(4) == 0 ? "!" : "") + value(random, key))
            .collect(Collectors.joining(","));
    return (negated ? "!" : "") + key.word() + "=" + values;
  }

  private static String terms(Random random, List<Selection.Key> keys) {
    return IntStream.range(0, random.nextInt(4))
        .mapToObj(_ -> term(random, pick(random, keys)))
        .collect(Collectors.joining(" "));
  }

  private static List<Event> events(Random random) {
    Peer peer =
        new Peer(
            random.nextInt(4) - 1,
            pick(random, PEER_ADDRESSES),
            random.nextInt(4) == 0 ? "" : pick(random, SelectionTerms.CONNECTIONS),
            random.nextBoolean() ? "" : pick(random, PeerNetwork.WORDS));
    List<Event> events = new ArrayList<>(Samples.net(peer, pick(random, MESSAGES)));
    events.addAll(Samples.withoutPeer());
    events.add(Samples.probe("orphan:added"));
    return events;
  }

  private static final List<Selection.Key> KEYS = List.of(Selection.Key.values());

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void textOfASelectionReadsAsTheSame(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < ROUNDS; i++) {
      String text = terms(random, KEYS);
      Selection selection = Selection.parse(text);
      Selection again = Selection.parse(selection.toString());
      assertThat(again).as(text).isEqualTo(selection).hasToString(selection.toString());
      assertThat(again.pushdown()).as(text).isEqualTo(selection.pushdown());
      for (Event event : events(random)) {
        assertThat(again.matches(event)).as(text).isEqualTo(selection.matches(event));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6})
  void whatMatchesIsWantedAndPassesThePushdown(long seed) {
    Random random = new Random(seed);
    int matched = 0;
    for (int i = 0; i < ROUNDS; i++) {
      String text = terms(random, KEYS);
      Selection selection = Selection.parse(text);
      Pushdown pushdown = selection.pushdown();
      for (Event event : events(random)) {
        if (!selection.matches(event)) {
          continue;
        }
        matched++;
        assertThat(selection.wants(event.name())).as("%s %s", text, event).isTrue();
        if (event instanceof NetEvent.Message message) {
          assertThat(pushdown.messages().accepts(message.message().type())).as(text).isTrue();
        }
        if (event instanceof NetEvent net && net.peer().id() != Peer.UNKNOWN_ID) {
          assertThat(pushdown.peers().accepts(net.peer().id())).as(text).isTrue();
        }
        if (event instanceof NetEvent net && !net.peer().connection().isEmpty()) {
          assertThat(pushdown.connections().accepts(net.peer().connection())).as(text).isTrue();
        }
      }
    }
    assertThat(matched).isGreaterThan(ROUNDS);
  }

  @ParameterizedTest
  @ValueSource(longs = {7, 8, 9})
  void termsOfDifferentKeysMustAllHold(long seed) {
    Random random = new Random(seed);
    List<Selection.Key> some =
        List.of(Selection.Key.EVENT, Selection.Key.MESSAGE, Selection.Key.ADDRESS);
    List<Selection.Key> others = KEYS.stream().filter(key -> !some.contains(key)).toList();
    for (int i = 0; i < ROUNDS; i++) {
      String one = terms(random, some);
      String two = terms(random, others);
      Selection both = Selection.parse(two + " " + one);
      for (Event event : events(random)) {
        assertThat(both.matches(event))
            .as("%s + %s: %s", one, two, event)
            .isEqualTo(Selection.parse(one).matches(event) && Selection.parse(two).matches(event));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {10, 11, 12})
  void negationRemovesExactlyWhatTheTermSelects(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < ROUNDS; i++) {
      Selection.Key key = pick(random, KEYS);
      String values = value(random, key) + "," + value(random, key);
      Selection selection = Selection.parse(key.word() + "=" + values);
      Selection negation = Selection.parse("!" + key.word() + "=" + values);
      for (Event event : events(random)) {
        assertThat(negation.matches(event))
            .as("%s: %s", negation, event)
            .isEqualTo(event instanceof VedetteEvent || !selection.matches(event));
      }
    }
  }
}
