package vedette.poll.truebit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodeMessagesTest {
  private static final String OWN = "0x" + "Aa".repeat(20);
  private final NodeMessages messages = new NodeMessages(1_000);

  /// In the form of the official documentation; ids and addresses are made up.
  @Test
  void theOfficialTranscriptIsRead() {
    String json =
        """
        {"type":"task_created","executionId":"e-1","msgHash":"%s","timestamp":1763992549,
         "message":{"type":"dispatch_task","taskId":"rs_%s","executionId":"e-1",
          "limits":{"gas":"60000000000","call":"65536","frame":"524288","memory":"1024"},
          "econParams":{"reward":"0","requiredSolutions":2},"workers":{"setNodes":["%s"]},
          "dispatcherTimestamp":1763992500,"blockHash":"0x%s","blockNumber":48123456,
          "chainId":"43113","taskRequesterAddress":"%s","input":"{\\"n\\":1}"}}
        """
            .formatted("b".repeat(64), "c".repeat(64), OWN, "d".repeat(64), OWN);
    assertThat(messages.in(json))
        .contains(
            new NodeMessage.TaskCreated(
                "e-1",
                Optional.of("rs_" + "c".repeat(64)),
                Optional.of("rs"),
                Optional.of("43113"),
                Optional.of(BigInteger.valueOf(48_123_456)),
                Optional.of("0x" + "d".repeat(64)),
                Optional.of(OWN.toLowerCase(java.util.Locale.ROOT)),
                Optional.of(Instant.ofEpochSecond(1_763_992_549)),
                Optional.of(BigInteger.valueOf(60_000_000_000L)),
                Optional.of("{\"n\":1}")));
  }

  @Test
  void wrappedAndFlatRecordsAreTheSame() {
    String flat =
        "{\"executionId\":\"e\",\"taskId\":\"js_1\",\"chainId\":43114,\"blockNumber\":\"7\"}";
    assertThat(messages.in(flat))
        .isEqualTo(messages.in("{\"payload\":" + flat + ",\"messageId\":9}"));
    assertThat(messages.in(flat).orElseThrow()).isInstanceOf(NodeMessage.TaskCreated.class);
    assertThat(
            messages.in(
                "{\"executionId\":\"e\",\"encryptedSolution\":\"abc\",\"senderAddress\":\"0xA\"}"))
        .contains(new NodeMessage.Outcome("e", Optional.of("0xa"), Optional.of("abc")));
  }

  @Test
  void anInvoiceKeepsEveryLineAndEveryDigit() {
    String json =
        """
        {"executionId":"e","taskId":"rs_1/1.0.0","taskCreated_timeStamp":1763992549000,
         "invoiceId":7250815217639925490001,"stepGasPrice":5e-7,"lineItem":[
          {"operation":"charge","account":"0xB","total_steps_computed":28584970692,
           "peak_memory_used":87},
          {"operation":"pay","account":"%s","total_steps_computed":"28584970692"},
          {"operation":"penalty","account":"%s","total_steps_computed":3}]}
        """
            .formatted(OWN, OWN);
    NodeMessage.Invoice invoice = (NodeMessage.Invoice) messages.in(json).orElseThrow();
    assertThat(invoice.invoiceId()).isEqualTo("7250815217639925490001");
    assertThat(invoice.price())
        .hasValueSatisfying(p -> assertThat(p).isEqualByComparingTo("0.0000005"));
    assertThat(invoice.items())
        .extracting(NodeMessage.LineItem::operation)
        .containsExactly("charge", "pay", "penalty");
    assertThat(invoice.items().getFirst().peakMemory()).contains(BigDecimal.valueOf(87));
    assertThat(invoice.items().get(1).peakMemory()).isEmpty();
    assertThat(messages.in("{\"payload\":" + json + "}")).contains(invoice);
    assertThat(messages.in("{\"payload\":{\"type\":\"invoice\",\"message\":" + json + "}}"))
        .contains(invoice);
  }

  @Test
  void anInvoiceOfAnApiTaskIsPricedByByte() {
    assertThat(
            messages.in(
                "{\"invoiceId\":\"72508152176399254900\",\"byteGasPrice\":\"0.1\",\"totalTransferredBytes\":{},\"lineItem\":[]}"))
        .hasValueSatisfying(m -> assertThat(((NodeMessage.Invoice) m).byBytes()).isTrue());
  }

  @Test
  void unknownTypesAreKeptByName() {
    assertThat(messages.in("{\"type\":\"solutions_revealed\",\"x\":1}"))
        .contains(new NodeMessage.Unknown("solutions_revealed"));
    assertThat(messages.in("{\"executionId\":\"e\",\"type\":\"node_outcome\"}"))
        .contains(new NodeMessage.Unknown("node_outcome"));
    assertThat(messages.in("{}")).contains(new NodeMessage.Unknown(""));
    assertThat(messages.in("no json")).isEmpty();
    assertThat(messages.in("{\"a\":")).isEmpty();
  }

  @Test
  void whatIsNotSaidIsNotMadeUp() {
    NodeMessage.TaskCreated task =
        (NodeMessage.TaskCreated)
            messages
                .in(
                    "{\"type\":\"task_created\",\"executionId\":\"e\",\"timestamp\":99,\"message\":{\"blockNumber\":-1,\"chainId\":null}}")
                .orElseThrow();
    assertThat(task.createdAt()).isEmpty();
    assertThat(task.blockNumber()).isEmpty();
    assertThat(task.chainId()).isEmpty();
    assertThat(task.input()).isEmpty();
  }

  @Test
  void idsThatAreNoneAreRefused() {
    assertThat(messages.in("{\"type\":\"task_created\",\"executionId\":\"<img src=x>\"}"))
        .contains(new NodeMessage.Unknown("task_created"));
    assertThat(
            messages.in("{\"type\":\"task_created\",\"executionId\":\"" + "a".repeat(300) + "\"}"))
        .contains(new NodeMessage.Unknown("task_created"));
  }
}
