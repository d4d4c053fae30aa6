package vedette.watch.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import java.util.Arrays;
import java.util.List;
import vedette.event.NetEvent;
import vedette.event.P2pMessage;
import vedette.wire.Bytes;

/// What peers announce and ask for: inventory, addresses, their own software.
///
/// Reads the counts and kinds that it needs straight from the payload, also from one that is cut.
final class Gossip {
  private static final String SOURCE = "net:inbound_message, net:outbound_message";

  /// One entry: a kind and a hash.
  private static final int INVENTORY_ENTRY = 36;

  private static final Label INVENTORY = Label.closed("message", "inv", "getdata", "notfound");

  /// `GetDataMsg` in `protocol.h`; `unread` counts entries behind the end of a cut payload.
  private static final Label KIND =
      Label.closed(
          "kind",
          "undefined",
          "tx",
          "block",
          "filtered_block",
          "cmpct_block",
          "wtx",
          "witness_tx",
          "witness_block",
          "unread",
          Label.OTHER);

  private static final int INV = INVENTORY.place("inv");
  private static final int GETDATA = INVENTORY.place("getdata");
  private static final int TX = KIND.place("tx");
  private static final int WITNESS_TX = KIND.place("witness_tx");
  private static final int WITNESS_BLOCK = KIND.place("witness_block");
  private static final int UNREAD_KIND = KIND.place("unread");
  private static final int OTHER_KIND = KIND.place(Label.OTHER);
  private static final int WTX = KIND.place("wtx");

  private static final Family ENTRIES =
      Family.counter(
          "vedette_inventory_entries_total",
          "entries",
          "Entries of inv, getdata and notfound.",
          SOURCE,
          INVENTORY,
          Labels.DIRECTION,
          KIND);

  /// Transactions are asked for by wtxid, except from old peers; the parents of an orphan are known
  /// by txid only.
  private static final Family PARENTS =
      Family.counter(
          "vedette_orphan_parent_requests_total",
          "entries",
          "Transactions that the node asked for by txid: mostly parents of orphans.",
          "net:outbound_message");

  private static final Family INV_SIZE =
      Family.histogram(
          "vedette_inv_size",
          "entries",
          "Entries in one inv message. Bitcoin Core refuses more than 50,000.",
          SOURCE,
          new double[] {
            1, 2, 3, 5, 10, 20, 35, 50, 70, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 50_000
          },
          Labels.DIRECTION);

  private static final Family CLIENTS =
      Family.counter(
          "vedette_versions_total",
          "messages",
          "Version messages by the software that the sender says it is. Anybody can say anything.",
          SOURCE,
          Labels.DIRECTION,
          UserAgents.CLIENT);

  static final List<Family> FAMILIES =
      List.of(
          ENTRIES,
          PARENTS,
          INV_SIZE,
          AddressGossip.SIZE,
          AddressGossip.AGE,
          AddressGossip.ADDRESSES,
          CLIENTS);

  private final Unread unread;
  private final AddressGossip addresses;
  private final Children<CounterDataPoint> entries;
  private final CounterDataPoint parents;
  private final Children<DistributionDataPoint> invSize;
  private final Children<CounterDataPoint> clients;
  private final int[] kinds = new int[KIND.size()];

  Gossip(NodeSeries series, Unread unread) {
    this.unread = unread;
    addresses = new AddressGossip(series, unread);
    entries = series.counters(ENTRIES);
    parents = series.counters(PARENTS).only();
    invSize = series.histograms(INV_SIZE);
    clients = series.counters(CLIENTS);
  }

  void addresses(int direction, NetEvent.Message event) {
    addresses.accept(direction, event);
  }

  void inventory(int direction, P2pMessage message) {
    Bytes payload = message.payload();
    long count = Peek.compactSize(payload, 0);
    if (count < 0 || count * INVENTORY_ENTRY > message.size()) {
      unread.count(message);
      return;
    }
    Arrays.fill(kinds, 0);
    int from = Peek.compactSizeWidth(payload, 0);
    int here = (int) Math.min(count, (payload.size() - from) / INVENTORY_ENTRY);
    for (int i = 0; i < here; i++) {
      kinds[kind(Peek.u32(payload, from + i * INVENTORY_ENTRY))]++;
    }
    kinds[UNREAD_KIND] = (int) count - here;
    if (here < count) {
      unread.count(message);
    }
    int of = INVENTORY.place(message.type());
    for (int kind = 0; kind < kinds.length; kind++) {
      if (kinds[kind] > 0) {
        entries.at(of, direction, kind).inc(kinds[kind]);
      }
    }
    if (of == GETDATA && direction == Labels.OUTBOUND) {
      parents.inc(kinds[TX] + kinds[WITNESS_TX]);
    }
    if (of == INV) {
      invSize.at(direction).observe((double) count);
    }
  }

  private static int kind(long number) {
    if (number >= 0 && number <= WTX) {
      return (int) number;
    }
    return number == 0x40000001L ? WITNESS_TX : number == 0x40000002L ? WITNESS_BLOCK : OTHER_KIND;
  }

  void version(int direction, P2pMessage message) {
    int client = UserAgents.client(message.payload());
    if (client < 0) {
      unread.count(message);
    } else {
      clients.at(direction, client).inc();
    }
  }
}
