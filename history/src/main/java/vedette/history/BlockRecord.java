package vedette.history;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What is known of a block. May be given again when more is known: what is present replaces, what
/// is empty leaves what was there.
///
/// @param node the node's key
/// @param hash in RPC byte order, hex
/// @param height empty until it is known; blocks without are kept, but found by no height
/// @param connectedAt ms since the epoch
/// @param connectMicros time that connecting took
/// @param inputs of all transactions
/// @param sigops signature operation cost
/// @param bytes serialised size
/// @param firstAt when it was first heard of, ms since the epoch
/// @param compact what became of its compact form
public record BlockRecord(
    String node,
    String hash,
    OptionalLong height,
    OptionalLong connectedAt,
    OptionalLong connectMicros,
    OptionalLong transactions,
    OptionalLong inputs,
    OptionalLong sigops,
    OptionalLong bytes,
    OptionalLong firstAt,
    Optional<First> first,
    Optional<Compact> compact)
    implements Entry {

  /// Who told of it first.
  ///
  /// @param peer Core's peer id
  /// @param address at most 256 characters, empty if not known
  /// @param how inv, headers, cmpctblock or block
  /// @param announcements how many announced it
  public record First(long peer, String address, String how, int announcements) {
    /// Cuts its texts.
    public First {
      address = Texts.cut(address, Texts.ADDRESS);
      how = Texts.cut(how, Texts.WORD);
    }
  }

  /// What became of its compact form.
  ///
  /// @param result `hit`, `round_trip` or `open`
  /// @param requested transactions that were asked for
  /// @param roundTripMicros from asking to getting
  public record Compact(
      String result,
      int shortIds,
      int prefilled,
      OptionalInt requested,
      OptionalLong roundTripMicros) {
    /// Cuts its text.
    public Compact {
      result = Texts.cut(result, Texts.WORD);
    }
  }

  /// Cuts its texts.
  public BlockRecord {
    node = Texts.cut(node, Texts.NAME);
    hash = Texts.cut(hash, Texts.NAME);
  }

  @Override
  public int weight() {
    return 1024;
  }

  @Override
  public Kind entryKind() {
    return Kind.BLOCKS;
  }
}
