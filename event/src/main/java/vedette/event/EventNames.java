package vedette.event;

import java.util.List;
import java.util.stream.Stream;

/// The names of the events that Vedette has a record for, and what each of them carries.
public final class EventNames {

  /// The 20 tracepoints of Bitcoin Core, by context, in the order of its `doc/tracing.md`.
  public static final List<String> TRACEPOINTS =
      List.of(
          "net:inbound_message",
          "net:outbound_message",
          "net:inbound_connection",
          "net:outbound_connection",
          "net:evicted_inbound_connection",
          "net:misbehaving_connection",
          "net:closed_connection",
          "validation:block_connected",
          "utxocache:flush",
          "utxocache:add",
          "utxocache:spent",
          "utxocache:uncache",
          "coin_selection:selected_coins",
          "coin_selection:normal_create_tx_internal",
          "coin_selection:attempting_aps_create_tx",
          "coin_selection:aps_create_tx_internal",
          "mempool:added",
          "mempool:removed",
          "mempool:replaced",
          "mempool:rejected");

  /// What Vedette itself says ([VedetteEvent]).
  public static final List<String> VEDETTE =
      List.of("vedette:node", "vedette:loss", "vedette:flushed");

  /// All of them.
  public static final List<String> KNOWN =
      Stream.concat(TRACEPOINTS.stream(), VEDETTE.stream()).toList();

  private static final String VEDETTE_CONTEXT = "vedette:";

  private EventNames() {}

  /// Whether Vedette itself says it: no selection removes it.
  static boolean ofVedette(String name) {
    return name.startsWith(VEDETTE_CONTEXT);
  }

  /// Whether the event is a P2P message.
  static boolean carriesMessage(String name) {
    return switch (name) {
      case "net:inbound_message", "net:outbound_message" -> true;
      default -> false;
    };
  }

  /// Whether the event tells the peer's id.
  static boolean carriesPeer(String name) {
    return carriesAddress(name) || name.equals("net:misbehaving_connection");
  }

  /// Whether the event tells the peer's address, and with it connection type and network.
  static boolean carriesAddress(String name) {
    return switch (name) {
      case "net:inbound_message",
          "net:outbound_message",
          "net:inbound_connection",
          "net:outbound_connection",
          "net:evicted_inbound_connection",
          "net:closed_connection" ->
          true;
      default -> false;
    };
  }

  /// Inbound or outbound; empty for an event without direction.
  static String direction(String name) {
    return switch (name) {
      case "net:inbound_message", "net:inbound_connection" -> "inbound";
      case "net:outbound_message", "net:outbound_connection" -> "outbound";
      default -> "";
    };
  }
}
