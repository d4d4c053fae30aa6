package vedette.tap;

import java.util.Arrays;
import java.util.Optional;

/// The tracepoints of Bitcoin Core: for each the body that runs in the kernel, and so the layout of
/// its records (tap.bpf.c, [EventView]).
///
/// Bitcoin Core documents them in `doc/tracing.md`; where that is wrong the records of
/// `vedette.event` say what is true.
enum Tracepoint {
  INBOUND_MESSAGE("net:inbound_message", "message", 6),
  OUTBOUND_MESSAGE("net:outbound_message", "message", 6),
  INBOUND_CONNECTION("net:inbound_connection", "connection5", 5),
  OUTBOUND_CONNECTION("net:outbound_connection", "connection5", 5),
  EVICTED_INBOUND_CONNECTION("net:evicted_inbound_connection", "connection5", 5),
  CLOSED_CONNECTION("net:closed_connection", "connection5", 5),
  MISBEHAVING_CONNECTION("net:misbehaving_connection", "misbehaving2", 2),
  BLOCK_CONNECTED("validation:block_connected", "hash6", 6),
  FLUSH("utxocache:flush", "numbers5", 5),
  ADD("utxocache:add", "hash5", 5),
  SPENT("utxocache:spent", "hash5", 5),
  UNCACHE("utxocache:uncache", "hash5", 5),
  SELECTED_COINS("coin_selection:selected_coins", "two_texts5", 5),
  NORMAL_CREATE_TX_INTERNAL("coin_selection:normal_create_tx_internal", "wallet5", 4),
  ATTEMPTING_APS_CREATE_TX("coin_selection:attempting_aps_create_tx", "wallet5", 1),
  APS_CREATE_TX_INTERNAL("coin_selection:aps_create_tx_internal", "wallet5", 5),
  ADDED("mempool:added", "hash3", 3),
  REMOVED("mempool:removed", "hash_short_text5", 5),
  REPLACED("mempool:replaced", "two_hashes8", 8),
  REJECTED("mempool:rejected", "hash_text2", 2);

  /// How many arguments a probe without a body of its own can have.
  static final int GENERIC_ARGUMENTS = 12;

  private static final Tracepoint[] ALL = values();

  private final String event;
  private final String body;
  private final int arguments;

  Tracepoint(String event, String body, int arguments) {
    this.event = event;
    this.body = body;
    this.arguments = arguments;
  }

  /// The number in its records.
  @SuppressWarnings("EnumOrdinal") // lives no longer than the process: nothing stores it
  int kind() {
    return ordinal();
  }

  /// `<context>:<event>`.
  String event() {
    return event;
  }

  /// Whether it carries a P2P message.
  boolean message() {
    return this == INBOUND_MESSAGE || this == OUTBOUND_MESSAGE;
  }

  /// Name of the function in the BPF object.
  String body() {
    return body;
  }

  /// How many arguments the newest Bitcoin Core passes.
  int arguments() {
    return arguments;
  }

  /// How many arguments the body reads: the number of slots in its records.
  int slots() {
    return body.equals("wallet5") ? 5 : arguments;
  }

  /// The fewest arguments that make an event: before v29 `mempool:replaced` lacked its last.
  int leastArguments() {
    return this == REPLACED ? 7 : arguments;
  }

  /// The first Bitcoin Core release that has it.
  int since() {
    return switch (this) {
      case INBOUND_MESSAGE, OUTBOUND_MESSAGE, BLOCK_CONNECTED, FLUSH, ADD, SPENT, UNCACHE -> 23;
      case SELECTED_COINS,
          NORMAL_CREATE_TX_INTERNAL,
          ATTEMPTING_APS_CREATE_TX,
          APS_CREATE_TX_INTERNAL ->
          24;
      case ADDED, REMOVED, REPLACED, REJECTED -> 25;
      case INBOUND_CONNECTION,
          OUTBOUND_CONNECTION,
          EVICTED_INBOUND_CONNECTION,
          CLOSED_CONNECTION,
          MISBEHAVING_CONNECTION ->
          29;
    };
  }

  static Tracepoint of(int kind) {
    return ALL[kind];
  }

  static int count() {
    return ALL.length;
  }

  static Optional<Tracepoint> named(String event) {
    return Arrays.stream(ALL).filter(tracepoint -> tracepoint.event.equals(event)).findFirst();
  }
}
