package vedette.examples;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vedette.event.Event;
import vedette.event.NetEvent;
import vedette.event.Selection;
import vedette.event.ValidationEvent;
import vedette.event.VedetteEvent;
import vedette.tap.EventSource;
import vedette.tap.Tap;
import vedette.tap.TapOptions;
import vedette.tap.capture.Recording;
import vedette.wire.Decoding;
import vedette.wire.Hash256;
import vedette.wire.Message;

/// Tells for each block which peer announced it first, how, and how long after that it was
/// connected.
///
/// ```
/// FirstAnnouncer             of every node on this machine, until Ctrl-C (needs rights to trace)
/// FirstAnnouncer FILE        of a capture file made with `vedette tap --record FILE`
/// ```
public final class FirstAnnouncer {
  private static final int MAX_WAITING = 1_000;

  /// Only what is needed: the kernel copies no other message, and no other tracepoint is attached.
  static final Selection SELECTION =
      Selection.parse("event=net:inbound_message message=inv,headers,cmpctblock,block");

  private final Map<Hash256, Announcement> waiting =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Hash256, Announcement> eldest) {
          return size() > MAX_WAITING; // a peer may announce what never comes
        }
      };
  private final PrintStream out;

  private record Announcement(long timeNanos, long peer, String address, String type) {}

  FirstAnnouncer(PrintStream out) {
    this.out = out;
  }

  /// Runs until the source ends.
  ///
  /// @param args nothing, or a capture file
  public static void main(String[] args) {
    FirstAnnouncer announcer = new FirstAnnouncer(System.out);
    try (EventSource source =
        args.length > 0
            ? Recording.open(Path.of(args[0]), Recording.Pace.FULL_SPEED)
            : Tap.open(TapOptions.defaults())) {
      Runtime.getRuntime().addShutdownHook(new Thread(source::stop));
      for (Event event : source) {
        announcer.take(event);
      }
    }
  }

  void take(Event event) {
    switch (event) {
      case NetEvent.InboundMessage message when SELECTION.matches(message) ->
          announced(message).forEach(hash -> first(hash, message));
      case ValidationEvent.BlockConnected block -> connected(block);
      case VedetteEvent.Loss loss -> out.println("! something was lost: " + loss.counts());
      default -> {} // not about blocks
    }
  }

  private static List<Hash256> announced(NetEvent.InboundMessage event) {
    if (!(event.message().decode() instanceof Decoding.Decoded decoded)) {
      return List.of();
    }
    return switch (decoded.message()) {
      case Message.Inv inv ->
          inv.items().stream()
              .filter(item -> item.label().equals("block"))
              .map(Message.InventoryItem::hash)
              .toList();
      case Message.Headers headers ->
          headers.headers().stream().map(header -> header.hash()).toList();
      case Message.CmpctBlock block -> List.of(block.header().hash());
      case Message.Block block -> List.of(block.header().hash());
      default -> List.of();
    };
  }

  private void first(Hash256 hash, NetEvent.InboundMessage by) {
    waiting.putIfAbsent(
        hash,
        new Announcement(
            by.origin().timeNanos(), by.peer().id(), by.peer().address(), by.message().type()));
  }

  private void connected(ValidationEvent.BlockConnected block) {
    Announcement first = waiting.remove(block.hash());
    if (first == null) {
      out.printf("%7d %s  nobody announced it%n", block.height(), block.hash());
      return;
    }
    out.printf(
        "%7d %s  first by peer %d (%s) with %s, connected %.1f ms later%n",
        block.height(),
        block.hash(),
        first.peer(),
        first.address(),
        first.type(),
        (block.origin().timeNanos() - first.timeNanos()) / 1e6);
  }
}
