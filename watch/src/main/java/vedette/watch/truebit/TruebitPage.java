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
/// @param chain what block chains say, if any is asked
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
    OptionalLong keptSince,
    Optional<OnChain> chain)
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

  /// What block chains say.
  ///
  /// @param staking Ethereum; empty if it is not asked or has not answered yet
  /// @param registry Avalanche; likewise
  /// @param troubles what is wrong with asking them, sentences
  public record OnChain(
      Optional<StakePart> staking, Optional<RegistryPart> registry, List<String> troubles) {}

  /// Of Ethereum. Amounts are TRU as texts, since they are exact.
  ///
  /// @param blockAt ms, the time of the block that all of this is of
  /// @param current false if it is too old to count on
  /// @param unlockAt ms; empty if the stake is not locked, or that is not known
  /// @param burned of the supply, at addresses that nobody can spend from
  /// @param unknown what is not known, with the reason
  public record StakePart(
      long blockAt,
      boolean current,
      Optional<String> stake,
      OptionalLong unlockAt,
      Optional<String> totalStaked,
      Optional<String> balance,
      Optional<String> supply,
      Optional<String> burned,
      List<String> unknown) {}

  /// Of Avalanche.
  ///
  /// @param blockAt ms, the time of the block that all of this is of
  /// @param current false if it is too old to count on
  /// @param unknown what is not known, with the reason
  public record RegistryPart(
      long blockAt,
      boolean current,
      Optional<Boolean> registered,
      OptionalLong nodes,
      List<String> unknown) {}

  /// How many of what.
  public record EntryCount(String what, long count) {}

  /// What the own address got and lost: steps × price, the currency is not said.
  ///
  /// @param unpriced lines whose amount cannot be told
  public record Earned(
      String paid, String penalties, String charged, String net, long lines, long unpriced) {}
}
