package vedette.poll.truebit;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What is known of a node altogether.
///
/// @param tasks by status: `received`, `executing`, `completed`, `failed`; a status that no task
///   has is 0
/// @param cachedTasks completed ones whose program was prepared before
/// @param lastTaskAt when the last one came in
/// @param lastFailureAt when the last one failed
/// @param slots as the node said last
/// @param registration as the node said last
/// @param wallet the node's own address; empty if it is not known
/// @param version the node's, from its log
/// @param earnings of the own address; empty while that is not known
/// @param entries of the log by kind, since the ledger was begun
/// @param unknownRecords records of types that are not known
/// @param unattributed outputs and starts of which it could not be told whose they are
/// @param tooOld entries that were older than what is kept when they were read
/// @param lastEntryAt the stamp of the last entry
/// @param bytes the ledger takes
/// @param keptSince the day of the oldest entry that is kept
public record LedgerState(
    Map<String, Long> tasks,
    long cachedTasks,
    Optional<Instant> lastTaskAt,
    Optional<Instant> lastFailureAt,
    long invoices,
    Optional<Instant> lastInvoiceAt,
    Optional<Slots> slots,
    Optional<Registration> registration,
    Optional<String> wallet,
    Optional<String> version,
    Optional<Earnings> earnings,
    Map<String, Long> entries,
    long unknownRecords,
    long unattributed,
    long tooOld,
    Optional<Instant> lastEntryAt,
    long bytes,
    Optional<Instant> keptSince) {

  /// Keeps copies.
  public LedgerState {
    tasks = Map.copyOf(tasks);
    entries = Map.copyOf(entries);
  }

  /// Slots.
  ///
  /// @param current taken
  /// @param subscriber who took or gave one back last
  public record Slots(int current, int total, String subscriber, Instant at) {}

  /// Whether the node is registered, or has only asked to be.
  public record Registration(boolean registered, Instant at) {}

  /// What the own address got and lost, each as steps × price summed up; the currency is not said.
  ///
  /// @param lines of invoices about the own address
  /// @param unpriced lines whose amount cannot be told
  public record Earnings(
      BigDecimal paid,
      BigDecimal penalties,
      BigDecimal charged,
      long lines,
      long unpriced,
      OptionalLong invoices) {
    /// What is left.
    public BigDecimal net() {
      return paid.subtract(penalties).subtract(charged);
    }
  }
}
