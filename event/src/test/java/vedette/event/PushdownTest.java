package vedette.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PushdownTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          direction=inbound        | net:outbound_message           | false
          direction=inbound        | net:inbound_message            | true
          direction=inbound        | net:outbound_connection        | false
          direction=inbound        | net:evicted_inbound_connection | false
          direction=inbound        | mempool:added                  | false
          !direction=inbound       | net:inbound_message            | false
          !direction=inbound       | mempool:added                  | true
          direction=!inbound       | net:outbound_message           | true
          direction=inbound,!inbound | net:inbound_message          | false
          message=inv              | net:inbound_message            | true
          message=inv              | net:inbound_connection         | false
          message=inv              | mempool:added                  | false
          !message=inv             | mempool:added                  | true
          message=inv !message=i*  | net:inbound_message            | false
          peer=1                   | net:misbehaving_connection     | true
          peer=1                   | mempool:added                  | false
          connection=manual        | net:misbehaving_connection     | false
          connection=manual        | net:closed_connection          | true
          address=::1              | net:misbehaving_connection     | false
          address=::1              | net:inbound_message            | true
          network=onion            | net:misbehaving_connection     | false
          network=onion            | validation:block_connected     | false
          !network=onion           | net:misbehaving_connection     | true
          event=mempool:*          | net:inbound_message            | false
          event=mempool:*          | mempool:added                  | true
          event=mempool:* peer=1   | mempool:added                  | false
          event=*:added            | orphan:added                   | true
          event=mempool:*          | orphan:added                   | false
          peer=1                   | vedette:loss                   | true
          """)
  void namesThatCannotMatchAreNotWanted(String selection, String event, boolean wanted) {
    assertThat(Selection.parse(selection).wants(event)).isEqualTo(wanted);
  }

  @Test
  void everythingDeniesNothing() {
    assertThat(Selection.ALL.pushdown())
        .isEqualTo(
            new Pushdown(Pushdown.Filter.all(), Pushdown.Filter.all(), Pushdown.Filter.all()));
    assertThat(EventNames.KNOWN).allMatch(Selection.ALL::wants);
  }

  @Test
  void wantedValuesAreListedWithoutTheUnwanted() {
    Pushdown pushdown =
        Selection.parse("message=getcf*,\"xversion\" !message=getcfilters peer=3,4 !peer=4")
            .pushdown();
    assertThat(pushdown.messages())
        .isEqualTo(new Pushdown.Filter<>(true, Set.of("getcfheaders", "getcfcheckpt", "xversion")));
    assertThat(pushdown.peers()).isEqualTo(new Pushdown.Filter<>(true, Set.of(3L)));
    assertThat(pushdown.connections().acceptsAll()).isTrue();
  }

  @Test
  void unwantedValuesAreListedIfNoneIsWanted() {
    Pushdown pushdown =
        Selection.parse("!message=inv,\"xversion\" !connection=manual,inbound").pushdown();
    assertThat(pushdown.messages())
        .isEqualTo(new Pushdown.Filter<>(false, Set.of("inv", "xversion")));
    assertThat(pushdown.connections())
        .isEqualTo(new Pushdown.Filter<>(false, Set.of("manual", "inbound")));
    assertThat(pushdown.messages().accepts("tx")).isTrue();
    assertThat(pushdown.messages().accepts("inv")).isFalse();
  }
}
