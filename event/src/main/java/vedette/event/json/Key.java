package vedette.event.json;

import java.util.Locale;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;

/// Every key of the JSON contract; its text is the constant's name in lower case.
///
/// An enum because the generator copies a prepared name several times faster than it checks and
/// encodes a string, and because a test can then compare the whole vocabulary with the schema.
enum Key {
  // Every event.
  TIME,
  SEQUENCE,
  NODE,
  PID,
  NAME,
  EVENT,

  // Context net.
  PEER,
  ID,
  ADDRESS,
  CONNECTION,
  NETWORK,
  CONNECTIONS,
  ESTABLISHED,
  REASON,
  MESSAGE,
  TYPE,
  SIZE,
  UNDECODED,
  PAYLOAD,
  TRAILING,
  OVER_LIMIT,

  // Contexts validation, utxocache, mempool, coin_selection.
  HASH,
  HEIGHT,
  TRANSACTIONS,
  INPUTS,
  SIGOPS,
  DURATION_NS,
  DURATION_US,
  MODE,
  COINS,
  MEMORY,
  FOR_PRUNE,
  TXID,
  INDEX,
  VALUE,
  COINBASE,
  VSIZE,
  FEE,
  ENTRY_TIME,
  REPLACED,
  REPLACEMENT,
  PACKAGE_HASH,
  WALLET,
  ALGORITHM,
  TARGET,
  WASTE,
  SELECTED,
  SUCCESS,
  CHANGE_POSITION,
  USE_APS,

  // Context vedette, and probes without a record.
  STATE,
  EXECUTABLE,
  ATTACHED,
  MISSING,
  GAP_POSSIBLE,
  COUNTS,
  LOST,
  PAYLOADS,
  FAULTS,
  CUT,
  ARGUMENTS,

  // Decoded messages.
  VERSION,
  SERVICES,
  ADDR_RECV,
  ADDR_FROM,
  NONCE,
  USER_AGENT,
  USER_AGENT_BYTES,
  START_HEIGHT,
  RELAY,
  ADDRESSES,
  BYTES,
  PORT,
  ITEMS,
  LOCATOR_VERSION,
  LOCATOR,
  HASH_STOP,
  HEADERS,
  TX_COUNT,
  HEADER,
  TRANSACTION,
  TOTAL_TRANSACTIONS,
  HASHES,
  FLAGS,
  FEERATE,
  ANNOUNCE,
  SHORT_IDS,
  PREFILLED,
  DIFFERENTIAL_INDEX,
  BLOCK_HASH,
  INDEXES,
  DIFFERENTIAL_INDEXES,
  FILTER_TYPE,
  STOP_HASH,
  FILTER,
  PREVIOUS_FILTER_HEADER,
  FILTER_HASHES,
  FILTER_HEADERS,
  DATA,
  HASH_FUNCS,
  TWEAK,
  SALT,
  FEATURE_ID,
  FEATURE_ID_BYTES,
  FEATURE_DATA,
  MESSAGE_BYTES,
  CODE,
  REASON_BYTES,
  ALERT,
  SIGNATURE,

  // Block headers and transactions.
  PREV_BLOCK,
  MERKLE_ROOT,
  BITS,
  WTXID,
  WEIGHT,
  LOCKTIME,
  OUTPUTS,
  VOUT,
  SCRIPT_SIG,
  WITNESS,
  SCRIPT_PUBKEY;

  @SuppressWarnings("ImmutableEnumChecker") // keeps encoded forms of one fixed text, nothing else
  private final SerializableString prepared = new SerializedString(name().toLowerCase(Locale.ROOT));

  /// The key, encoded and quoted once.
  SerializableString prepared() {
    return prepared;
  }

  /// The key as text.
  String text() {
    return prepared.getValue();
  }
}
