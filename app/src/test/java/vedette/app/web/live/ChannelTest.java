package vedette.app.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vedette.app.web.api.Topic;
import vedette.app.web.json.ViewJson;

class ChannelTest {
  private static final long MS = 1_000_000;

  @ParameterizedTest
  @CsvSource({"NOW,100,100", "PEERS,100,500", "PEERS,1000,1000", "BLOCKS,500,500"})
  void aTopicRestsAsLongAsItsClientsAndItsKindWant(Topic.Kind kind, int pace, int rest) {
    Channel channel = channel(kind, pace);
    assertThat(channel.due(0)).isTrue();
    channel.update(ViewJson.object().put("value", 1), 0);
    assertThat(channel.due((rest - 60) * MS)).isFalse();
    assertThat(channel.due(rest * MS)).isTrue();
  }

  @Test
  void aSnapshotHasTheNumberOfTheLastPatch() {
    Channel channel = channel(Topic.Kind.PEERS, 100);
    assertThat(channel.snapshot()).isEmpty();
    channel.update(ViewJson.object().put("value", 1), 0);
    assertThat(channel.snapshot())
        .hasValue("{\"topic\":\"peers/main\",\"n\":1,\"state\":{\"value\":1}}");
    channel.update(ViewJson.object().put("value", 2), 500 * MS);
    assertThat(channel.snapshot())
        .hasValue("{\"topic\":\"peers/main\",\"n\":2,\"state\":{\"value\":2}}");
  }

  private static Channel channel(Topic.Kind kind, int pace) {
    Topic topic = new Topic(kind, kind.ofNode() ? "main" : "");
    return new Channel(new Channel.Key(topic, false, Pace.of(pace)), 0);
  }
}
