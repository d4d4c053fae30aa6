package vedette.history;

/// What is written, in SQL.
final class Statements {
  static final String FIND_SERIES = "SELECT id, unit FROM series WHERE node = ? AND name = ?";

  static final String ADD_SERIES =
      """
      INSERT INTO series (node, name, unit) VALUES (?, ?, ?)
      ON CONFLICT (node, name) DO UPDATE SET unit = excluded.unit RETURNING id
      """;

  static final String BLOCK =
      """
      INSERT INTO blocks (time, node, hash, height, connected_at, connect_us, transactions, inputs,
        sigops, bytes, first_at, first_peer, first_address, first_how, announcements, compact,
        short_ids, prefilled, requested, round_trip_us)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (node, hash) DO UPDATE SET
        height = coalesce(excluded.height, height),
        connected_at = coalesce(excluded.connected_at, connected_at),
        connect_us = coalesce(excluded.connect_us, connect_us),
        transactions = coalesce(excluded.transactions, transactions),
        inputs = coalesce(excluded.inputs, inputs),
        sigops = coalesce(excluded.sigops, sigops),
        bytes = coalesce(excluded.bytes, bytes),
        first_at = coalesce(excluded.first_at, first_at),
        first_peer = coalesce(excluded.first_peer, first_peer),
        first_address = coalesce(excluded.first_address, first_address),
        first_how = coalesce(excluded.first_how, first_how),
        announcements = coalesce(excluded.announcements, announcements),
        compact = coalesce(excluded.compact, compact),
        short_ids = coalesce(excluded.short_ids, short_ids),
        prefilled = coalesce(excluded.prefilled, prefilled),
        requested = coalesce(excluded.requested, requested),
        round_trip_us = coalesce(excluded.round_trip_us, round_trip_us)
      """;

  static final String SESSION =
      """
      INSERT OR REPLACE INTO sessions (node, opened_at, peer, address, network, connection,
        closed_at, seen_at, bytes_in, bytes_out, messages_in, messages_out, evicted, misbehaved)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  /// A reason beyond the bound goes under the last parameter.
  static final String REASON =
      """
      INSERT INTO reasons (time, node, what, reason, count)
      SELECT ?1, ?2, ?3,
        CASE WHEN EXISTS (SELECT 1 FROM reasons
                          WHERE time = ?1 AND node = ?2 AND what = ?3 AND reason = ?4)
               OR (SELECT count(*) FROM reasons
                   WHERE time = ?1 AND node = ?2 AND what = ?3 AND reason <> ?7) < ?6
             THEN ?4 ELSE ?7 END,
        ?5
      WHERE true
      ON CONFLICT (time, node, what, reason) DO UPDATE SET count = count + excluded.count
      """;

  static final String HAPPENING =
      """
      INSERT OR REPLACE INTO happenings (time, node, kind, subject, level, text, until)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """;

  private Statements() {}

  /// Adds to the step what it does not have yet.
  static String rollup(String table) {
    return """
    INSERT INTO %s (time, series, count, sum, min, max, last, last_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (time, series) DO UPDATE SET
      count = count + excluded.count,
      sum = sum + excluded.sum,
      min = min(min, excluded.min),
      max = max(max, excluded.max),
      last = iif(excluded.last_at >= last_at, excluded.last, last),
      last_at = max(last_at, excluded.last_at)
    """
        .formatted(table);
  }
}
