package vedette.poll.truebit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A record of the node's EventDB, of a transcript, or of an invoice. Ids are texts, numbers exact,
/// and what is not said is empty.
public sealed interface NodeMessage {

  /// A task was created for this node.
  ///
  /// @param taskId such as `js_` and 64 hex digits
  /// @param type the id up to its first `_`, unless the message names another
  /// @param input what the task is given, cut to a bound
  record TaskCreated(
      String executionId,
      Optional<String> taskId,
      Optional<String> type,
      Optional<String> chainId,
      Optional<BigInteger> blockNumber,
      Optional<String> blockHash,
      Optional<String> requester,
      Optional<Instant> createdAt,
      Optional<BigInteger> gasLimit,
      Optional<String> input)
      implements NodeMessage {}

  /// A node has computed a result.
  ///
  /// @param solution encrypted, cut to a bound
  record Outcome(String executionId, Optional<String> sender, Optional<String> solution)
      implements NodeMessage {}

  /// What an execution is worth to whom.
  ///
  /// @param invoiceId 19 to 22 digits
  /// @param price of a step, or of a byte for tasks that call an API; in which currency is not said
  /// @param byBytes whether it is the price of a byte
  /// @param items at most [#MOST_ITEMS]
  record Invoice(
      String invoiceId,
      Optional<String> executionId,
      Optional<String> taskId,
      Optional<Instant> createdAt,
      Optional<BigDecimal> price,
      boolean byBytes,
      List<LineItem> items)
      implements NodeMessage {
    /// Lines kept of an invoice.
    public static final int MOST_ITEMS = 256;

    /// Keeps a copy.
    public Invoice {
      items = List.copyOf(items);
    }
  }

  /// A line of an invoice.
  ///
  /// @param operation `charge`, `pay`, `penalty`, or what a later node calls it
  /// @param account whom it is about, lower case
  /// @param peakMemory the node does not say in what unit
  record LineItem(
      String operation,
      String account,
      Optional<BigInteger> steps,
      Optional<BigDecimal> peakMemory) {}

  /// A record of another type.
  ///
  /// @param type its word; empty if it has none
  record Unknown(String type) implements NodeMessage {}
}
