-- What was when. Times are milliseconds since the epoch, UTC; docs/analysis.md describes every column.

CREATE TABLE series (
  id   INTEGER PRIMARY KEY,
  node TEXT NOT NULL,
  name TEXT NOT NULL,
  unit TEXT NOT NULL,
  UNIQUE (node, name)
);

-- In order of time, so that writing touches one page and the oldest go in one piece.
CREATE TABLE rollup_10s (
  time    INTEGER NOT NULL,
  series  INTEGER NOT NULL REFERENCES series (id),
  count   INTEGER NOT NULL,
  sum     REAL NOT NULL,
  min     REAL NOT NULL,
  max     REAL NOT NULL,
  last    REAL NOT NULL,
  last_at INTEGER NOT NULL,
  PRIMARY KEY (time, series)
) WITHOUT ROWID;

CREATE TABLE rollup_1m (
  time    INTEGER NOT NULL,
  series  INTEGER NOT NULL REFERENCES series (id),
  count   INTEGER NOT NULL,
  sum     REAL NOT NULL,
  min     REAL NOT NULL,
  max     REAL NOT NULL,
  last    REAL NOT NULL,
  last_at INTEGER NOT NULL,
  PRIMARY KEY (time, series)
) WITHOUT ROWID;

CREATE TABLE rollup_1h (
  time    INTEGER NOT NULL,
  series  INTEGER NOT NULL REFERENCES series (id),
  count   INTEGER NOT NULL,
  sum     REAL NOT NULL,
  min     REAL NOT NULL,
  max     REAL NOT NULL,
  last    REAL NOT NULL,
  last_at INTEGER NOT NULL,
  PRIMARY KEY (time, series)
) WITHOUT ROWID;

CREATE TABLE blocks (
  time          INTEGER NOT NULL,
  node          TEXT NOT NULL,
  hash          TEXT NOT NULL,
  height        INTEGER,
  connected_at  INTEGER,
  connect_us    INTEGER,
  transactions  INTEGER,
  inputs        INTEGER,
  sigops        INTEGER,
  bytes         INTEGER,
  first_at      INTEGER,
  first_peer    INTEGER,
  first_address TEXT,
  first_how     TEXT,
  announcements INTEGER,
  compact       TEXT,
  short_ids     INTEGER,
  prefilled     INTEGER,
  requested     INTEGER,
  round_trip_us INTEGER,
  PRIMARY KEY (node, hash)
) WITHOUT ROWID;
CREATE INDEX blocks_by_height ON blocks (node, height);
CREATE INDEX blocks_by_time ON blocks (time);

CREATE TABLE sessions (
  node         TEXT NOT NULL,
  opened_at    INTEGER NOT NULL,
  peer         INTEGER NOT NULL,
  address      TEXT NOT NULL,
  network      TEXT NOT NULL,
  connection   TEXT NOT NULL,
  closed_at    INTEGER,
  seen_at      INTEGER NOT NULL,
  bytes_in     INTEGER NOT NULL,
  bytes_out    INTEGER NOT NULL,
  messages_in  INTEGER NOT NULL,
  messages_out INTEGER NOT NULL,
  evicted      INTEGER NOT NULL,
  misbehaved   INTEGER NOT NULL,
  PRIMARY KEY (node, opened_at, peer)
) WITHOUT ROWID;
CREATE INDEX sessions_by_seen ON sessions (seen_at);

CREATE TABLE reasons (
  time   INTEGER NOT NULL,
  node   TEXT NOT NULL,
  what   TEXT NOT NULL,
  reason TEXT NOT NULL,
  count  INTEGER NOT NULL,
  PRIMARY KEY (time, node, what, reason)
) WITHOUT ROWID;

CREATE TABLE happenings (
  time    INTEGER NOT NULL,
  node    TEXT NOT NULL,
  kind    TEXT NOT NULL,
  subject TEXT NOT NULL,
  level   TEXT NOT NULL,
  text    TEXT NOT NULL,
  until   INTEGER,
  PRIMARY KEY (time, node, kind, subject)
) WITHOUT ROWID;

-- One row: which batch was committed last, and when.
CREATE TABLE writer (
  id      INTEGER PRIMARY KEY CHECK (id = 1),
  batch   INTEGER NOT NULL,
  written INTEGER NOT NULL
);
INSERT INTO writer VALUES (1, 0, 0);
