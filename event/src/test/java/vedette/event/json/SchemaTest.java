package vedette.event.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import vedette.event.Event;
import vedette.event.P2pMessage;
import vedette.event.ProbeEvent;
import vedette.wire.Bytes;
import vedette.wire.Decoding;
import vedette.wire.Message;

/// Real lines against docs/events.schema.json, by a validator that is not ours.
class SchemaTest {
  private static final Path FILE = Path.of("..", "docs", "events.schema.json");
  private static final Schema SCHEMA = schema();

  private static Schema schema() {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(text(), InputFormat.JSON);
  }

  private static String text() {
    try {
      return Files.readString(FILE);
    } catch (IOException absent) {
      throw new UncheckedIOException(absent);
    }
  }

  static Stream<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Event event : Samples.events()) {
      lines.add(Lines.of(event));
    }
    for (Event event : Samples.undecoded()) {
      lines.add(Lines.of(event));
      lines.add(Lines.of(event, EventJson.Options.HEADERS_ONLY, P2pMessage::decode));
      lines.add(Lines.of(event, new EventJson.Options(true, true), P2pMessage::decode));
    }
    for (Message message : Samples.messages()) {
      lines.add(Lines.of(message));
      lines.add(
          Lines.of(
              Samples.carrying(message),
              new EventJson.Options(true, true),
              _ ->
                  new Decoding.Decoded(message, Bytes.parse("00"), Optional.of("more than 1000"))));
    }
    return lines.stream();
  }

  @ParameterizedTest
  @MethodSource("lines")
  void everyLineIsAsTheSchemaSays(String line) {
    assertThat(SCHEMA.validate(line, InputFormat.JSON)).as(line).isEmpty();
  }

  @Test
  void samplesHoldEveryEventAndEveryMessageType() {
    assertThat(permitted(Event.class))
        .allSatisfy(kind ->
            assertThat(
                    Stream.concat(
                            Samples.events().stream(),
                            Stream.of(
                                Samples.carrying(new Message.Verack()),
                                Samples.outbound(new Message.Verack())))
                        .anyMatch(kind::isInstance))
                .as(kind.getName())
                .isTrue());
    assertThat(permitted(Message.class))
        .allSatisfy(type ->
            assertThat(Samples.messages().stream().anyMatch(type::isInstance))
                .as(type.getName())
                .isTrue());
  }

  /// The records at the leaves of a sealed hierarchy.
  private static List<Class<?>> permitted(Class<?> type) {
    if (type.isRecord()) {
      return List.of(type);
    }
    return Stream.of(type.getPermittedSubclasses())
        .flatMap(child -> permitted(child).stream())
        .toList();
  }

  @Test
  void schemaKnowsExactlyTheKeysThatAreWritten() {
    String schema = text();
    assertThat(Key.values())
        .allSatisfy(key -> assertThat(schema).contains("\"" + key.text() + "\":"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // What is changed | into what: each makes the good line wrong.
        "\"fee\":1410|\"fee\":null",
        "\"fee\":1410|\"fee\":\"1410\"",
        "\"fee\":1410|\"fees\":1410",
        "\"fee\":1410|\"fee\":1410,\"more\":1",
        "\"fee\":1410|\"fee\":1410.5",
        ",\"fee\":1410|``",
        "\"txid\":\"1f|\"txid\":\"1F",
        "\"txid\":\"1f|\"txid\":\"",
        "000000001Z|00000001Z",
        "000000001Z|000000001",
        "mempool:added|mempool:add",
        "mempool:added|mempool:rejected",
        "\"sequence\":42,|``",
        "\"pid\":4711|\"pid\":0",
        "\"node\":{\"pid\":4711,\"name\":\"bitcoind\"}|\"node\":{}",
      })
  void schemaRefusesWrongEvents(String right, String wrong) {
    String line = Lines.of(Samples.added());
    assertThat(SCHEMA.validate(line, InputFormat.JSON)).isEmpty();
    assertThat(line).contains(right);

    assertThat(SCHEMA.validate(line.replace(right, wrong), InputFormat.JSON)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"services\":\"3081\"|\"services\":3081",
        "\"services\":\"3081\"|\"services\":\"03081\"",
        "\"nonce\":\"18446744073709551615\"|\"nonce\":\"-1\"",
        "\"network\":\"unknown_42\"|\"network\":\"tor\"",
        "\"bytes\":\"dead\"|\"bytes\":\"dea\"",
        "\"bytes\":\"dead\",|``",
        "\"relay\":true|\"relay\":1",
        "\"relay\":true|\"relay\":true,\"relays\":true",
        "\"user_agent\":|\"user_agent_bytes\":",
        "\"start_height\":-1|\"start_height\":\"-1\"",
        "\"type\":\"version\",|``",
        "\"size\":37|\"size\":-37",
        "\"port\":1|\"port\":65536",
      })
  void schemaRefusesWrongMessages(String right, String wrong) {
    String line = Lines.of(Samples.version());
    assertThat(SCHEMA.validate(line, InputFormat.JSON)).isEmpty();
    assertThat(line).contains(right);

    assertThat(SCHEMA.validate(line.replace(right, wrong), InputFormat.JSON)).isNotEmpty();
  }

  @Test
  void probeMayNotPassForAKnownEvent() {
    String line = Lines.of(new ProbeEvent(Samples.ORIGIN, "mempool:added", List.of()));

    assertThat(SCHEMA.validate(line, InputFormat.JSON)).isNotEmpty();
  }
}
