package vedette.watch.truebit;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import vedette.watch.view.KindPage;

/// What the page of a TrueBit node begins with; its lists come by the API under `/api/v1/truebit`.
///
/// @param container empty if no engine is asked, or none has answered
/// @param from where the log is read: `files`, `engine`, or empty
/// @param trouble what is wrong with reading, a sentence; empty if nothing is
/// @param behind bytes of logs still to be read
/// @param wallet the node's own address
/// @param registered as the node said last
/// @param earnings of the own address; amounts are texts, since they are exact
public record TruebitPage(
    Optional<NodeContainer> container,
    String from,
    String trouble,
    long behind,
    Optional<String> version,
    Optional<String> wallet,
    Optional<Boolean> registered,
    OptionalLong registeredAt,
    OptionalInt slotsUsed,
    OptionalInt slots,
    OptionalLong slotsAt,
    List<EntryCount> tasks,
    OptionalLong lastTaskAt,
    long invoices,
    OptionalLong lastInvoiceAt,
    Optional<Earned> earnings,
    OptionalLong lastEntryAt,
    List<EntryCount> entries,
    long unknownRecords,
    long unattributed,
    long tooOld,
    long storeBytes,
    OptionalLong keptSince)
    implements KindPage {

  /// Its container.
  ///
  /// @param status `running`, `exited`, …; `absent` if there is none of this name
  /// @param startedAt ms
  /// @param cpuPercent of one processor
  public record NodeContainer(
      String name,
      String id,
      String status,
      String image,
      String imageId,
      OptionalLong createdAt,
      OptionalLong startedAt,
      OptionalLong exitCode,
      OptionalLong restarts,
      OptionalDouble cpuPercent,
      OptionalLong memory,
      OptionalLong memoryLimit) {}

  /// How many of what.
  public record EntryCount(String what, long count) {}

  /// What the own address got and lost: steps × price, the currency is not said.
  ///
  /// @param unpriced lines whose amount cannot be told
  public record Earned(
      String paid, String penalties, String charged, String net, long lines, long unpriced) {}
}
