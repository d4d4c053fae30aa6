package vedette.watch.view;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Topic `blocks/<node>`: the last blocks, from first word to connection.
///
/// @param blocks by hash, the newest 144
/// @param lastFlush the last time the UTXO cache went to disk
public record BlocksView(Map<String, BlockRow> blocks, Optional<Flush> lastFlush) {

  /// One block.
  ///
  /// @param height empty until it is connected, if nobody told it before
  /// @param connectedAt ms; empty while it is not connected
  /// @param connectMicros time that connecting took
  /// @param inputs of all transactions, the coinbase's one included
  /// @param sigops signature operation cost
  /// @param bytes serialised size, if a whole block message or a complete compact block was seen
  /// @param firstAt when it was first heard of, ms (fractions of ms are in the offsets); empty if
  ///   that was after it connected
  /// @param firstPeer id of the peer that told it first
  /// @param announcements in order of time, at most 32
  /// @param moreAnnouncements those beyond
  /// @param minedHere whether it was connected before anybody announced it
  public record BlockRow(
      String hash,
      OptionalLong height,
      OptionalLong connectedAt,
      OptionalLong connectMicros,
      OptionalLong transactions,
      OptionalLong inputs,
      OptionalLong sigops,
      OptionalLong bytes,
      OptionalLong firstAt,
      OptionalLong firstPeer,
      List<Announcement> announcements,
      int moreAnnouncements,
      boolean minedHere,
      Optional<Compact> compact,
      Optional<Flush> flush) {}

  /// A peer's word that there is a block.
  ///
  /// @param kind inv, headers, cmpctblock or block
  /// @param offsetMicros after the first
  public record Announcement(long peer, String address, String kind, long offsetMicros) {}

  /// What became of its compact form.
  ///
  /// @param result `hit` (rebuilt from the mempool), `round_trip` (transactions were asked for),
  ///   `open` (not known yet)
  /// @param shortIds transactions given by short id
  /// @param prefilled transactions given whole
  /// @param requested transactions that were asked for
  /// @param roundTripMicros from asking to getting
  public record Compact(
      String result,
      int shortIds,
      int prefilled,
      OptionalInt requested,
      OptionalLong roundTripMicros) {}

  /// The UTXO cache was written.
  ///
  /// @param at ms
  /// @param mode Core's word
  public record Flush(
      long at, long durationMicros, String mode, long coins, long memory, boolean forPrune) {}
}
