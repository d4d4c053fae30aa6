package vedette.app.tap;

import java.util.List;
import vedette.app.cli.Option;
import vedette.app.cli.OptionGroup;

/// The options of `vedette tap`, as data.
final class TapOptionTable {
  static final List<String> FORMATS = List.of("json", "text", "bitcointap");
  static final List<String> COLOURS = List.of("auto", "always", "never");

  static final List<OptionGroup> GROUPS =
      List.of(
          OptionGroup.of(
              "Where from (default: every bitcoind, bitcoin-node and bitcoin-qt; if none runs, the demo node)",
              Option.value("--pid", "PID", "this process, until it ends"),
              Option.value("--pid-file", "FILE", "the process that bitcoind -pid=FILE names"),
              Option.value("--exe", "FILE", "every process of this binary, now or later"),
              Option.flag("--wait", "waits for a node instead of showing the demo node"),
              Option.flag("--demo", "the demo node, even if a node runs"),
              Option.value("--demo-rate", "N", "events per second of the demo node; 0 is no limit"),
              Option.value(
                  "--messages", "PATH", "what bitcoind -capturemessages writes; no rights needed"),
              Option.flag("--no-follow", "of --messages: ends when all that is there is read"),
              Option.value("--replay", "FILE", "a capture file made with --record"),
              Option.flag("--real-time", "of --replay: with the distances in time as they were")),
          OptionGroup.of(
              "Which events (all terms must hold; '!' before a value removes; see docs/selection.md)",
              Option.list("--event", "GLOB", "by name, such as net:* or '!utxocache:*'"),
              Option.list("--message", "TYPE", "by message type, such as inv,tx or getcf*"),
              Option.list("--direction", "WORD", "inbound or outbound"),
              Option.list("--peer", "ID", "by Core's peer id"),
              Option.list("--address", "ADDRESS", "by address, subnet or host name of the peer"),
              Option.list("--connection", "TYPE", "by connection type, such as block-relay-only"),
              Option.list("--network", "NET", "by network of the peer, such as onion"),
              Option.value(
                  "--select", "TEXT", "the same as one text, such as 'event=net:* peer=7'"),
              Option.list("--probe", "NAME", "also this other probe of the binary, raw arguments")),
          OptionGroup.of(
              "What is printed",
              Option.value(
                  "--format",
                  "FORMAT",
                  "json (default), text (default on a terminal) or bitcointap (its exact JSON)"),
              Option.value("--colour", "WHEN", "of text: auto, always or never"),
              Option.flag("--payload", "adds the raw bytes of messages, in hex"),
              Option.flag("--headers-only", "takes no payload: only type and size of messages"),
              Option.value("--max-payload", "SIZE", "takes at most this much of each payload"),
              Option.value("--record", "FILE", "writes a capture file besides"),
              Option.value("--output", "FILE", "writes there instead of standard output"),
              Option.value("--count", "N", "ends after N events of the node"),
              Option.value("--duration", "TIME", "ends after this time, such as 500ms, 10s, 5m"),
              Option.flag("--stats", "counts per tracepoint at the end, on standard error")),
          OptionGroup.of(
              "How",
              Option.flag("--interactive", "on a line 'flush' on standard input: see SIGUSR1"),
              Option.value(
                  "--ring",
                  "SIZE",
                  "room for events not read yet, a power of two (default 8MiB)")));

  private TapOptionTable() {}
}
