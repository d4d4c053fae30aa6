package vedette.history.truebit;

import java.sql.Connection;
import java.sql.SQLException;
import vedette.history.Database;

/// The tables. A file of an unknown version is begun anew: the node's files have it all.
final class StoreSchema {
  static final int VERSION = 3;

  /// Its sources did not have when they were seen last.
  private static final int BEFORE = 2;

  private static final String[] TABLES = {
    """
    CREATE TABLE sources (
      key INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      prefix_length INTEGER NOT NULL,
      prefix_hash TEXT NOT NULL,
      offset INTEGER NOT NULL,
      mark TEXT NOT NULL,
      finished INTEGER NOT NULL,
      seen INTEGER NOT NULL DEFAULT 0) STRICT
    """,
    // What was said last, by the stamp that said it; and what was counted since the beginning.
    "CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL, at INTEGER NOT NULL) STRICT,"
        + " WITHOUT ROWID",
    "CREATE TABLE counts (name TEXT PRIMARY KEY, count INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    // Heads repeat: source, wallet and version once for all entries that have them.
    """
    CREATE TABLE heads (
      id INTEGER PRIMARY KEY,
      source TEXT NOT NULL,
      wallet TEXT NOT NULL,
      version TEXT NOT NULL,
      level TEXT NOT NULL,
      UNIQUE (source, wallet, version, level)) STRICT
    """,
    // A part of the log: what lies in one day, or a piece of it. Its tables are log_ID and
    // words_ID.
    """
    CREATE TABLE parts (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      day INTEGER NOT NULL,
      entries INTEGER NOT NULL,
      bytes INTEGER NOT NULL) STRICT
    """,
    "CREATE INDEX parts_by_day ON parts (day, id)",
    """
    CREATE TABLE tasks (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      execution_id TEXT NOT NULL UNIQUE,
      task_id TEXT,
      type TEXT,
      chain_id TEXT,
      block_number TEXT,
      block_hash TEXT,
      requester TEXT,
      created_at INTEGER,
      received_at INTEGER,
      downloaded_at INTEGER,
      started_at INTEGER,
      output_at INTEGER,
      completed_at INTEGER,
      elapsed_ns TEXT,
      exit_code TEXT,
      steps TEXT,
      gas_limit TEXT,
      memory_limit TEXT,
      call_limit TEXT,
      frame_limit TEXT,
      memory_peak TEXT,
      call_peak TEXT,
      frame_peak TEXT,
      wasm_bytes TEXT,
      wasm_hash TEXT,
      cached INTEGER,
      inferred INTEGER,
      at INTEGER GENERATED ALWAYS AS
        (coalesce(received_at, created_at, started_at, output_at, completed_at, 0)) STORED,
      status TEXT GENERATED ALWAYS AS
        (CASE WHEN exit_code IS NOT NULL AND exit_code <> '0' THEN 'failed'
              WHEN completed_at IS NOT NULL OR exit_code IS NOT NULL THEN 'completed'
              WHEN started_at IS NOT NULL THEN 'executing'
              ELSE 'received' END) STORED,
      -- Last, so that what stands before is read without them.
      input TEXT,
      output TEXT,
      solution TEXT) STRICT
    """,
    "CREATE INDEX tasks_by_time ON tasks (at)",
    "CREATE INDEX tasks_by_status ON tasks (status, at)",
    "CREATE INDEX tasks_by_task ON tasks (task_id)",
    """
    CREATE TABLE invoices (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      invoice_id TEXT NOT NULL UNIQUE,
      execution_id TEXT,
      task_id TEXT,
      created_at INTEGER,
      price TEXT,
      by_bytes INTEGER NOT NULL,
      at INTEGER NOT NULL) STRICT
    """,
    "CREATE INDEX invoices_by_time ON invoices (at)",
    "CREATE INDEX invoices_by_execution ON invoices (execution_id)",
    """
    CREATE TABLE lines (
      invoice INTEGER NOT NULL,
      number INTEGER NOT NULL,
      operation TEXT NOT NULL,
      account TEXT NOT NULL,
      steps TEXT,
      peak_memory TEXT,
      PRIMARY KEY (invoice, number)) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX lines_by_account ON lines (account)"
  };

  private StoreSchema() {}

  /// Whether the file is ours and of this version, or empty.
  static boolean fits(Connection connection) throws SQLException {
    long version = Database.number(connection, "PRAGMA user_version");
    long application = Database.number(connection, "PRAGMA application_id");
    if (application == Database.APPLICATION) {
      return version == VERSION || version == BEFORE;
    }
    return application == 0
        && version == 0
        && Database.number(connection, "SELECT count(*) FROM sqlite_schema") == 0;
  }

  static void make(Connection connection) throws SQLException {
    long version = Database.number(connection, "PRAGMA user_version");
    if (version == VERSION) {
      return;
    }
    Database.execute(connection, "BEGIN IMMEDIATE");
    if (version == BEFORE) {
      Database.execute(
          connection, "ALTER TABLE sources ADD COLUMN seen INTEGER NOT NULL DEFAULT 0");
      // Not known, so counted from now on.
      Database.execute(connection, "UPDATE sources SET seen = 1000 * unixepoch()");
      Database.execute(connection, "PRAGMA user_version = " + VERSION);
      Database.execute(connection, "COMMIT");
      return;
    }
    for (String table : TABLES) {
      Database.execute(connection, table);
    }
    Database.execute(connection, "PRAGMA application_id = " + Database.APPLICATION);
    Database.execute(connection, "PRAGMA user_version = " + VERSION);
    Database.execute(connection, "COMMIT");
  }
}
