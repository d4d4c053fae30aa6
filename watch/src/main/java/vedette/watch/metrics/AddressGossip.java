package vedette.watch.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import java.util.concurrent.TimeUnit;
import vedette.event.NetEvent;
import vedette.event.P2pMessage;
import vedette.wire.Bytes;

/// Addresses that are passed on: how many, how old, of which networks.
///
/// ```
/// addr    0  u32 time | 4 u64 services | 12 address [16]              | 28 port
/// addrv2  0  u32 time | 4 CompactSize services | network u8 | CompactSize length | address | port
/// ```
final class AddressGossip {
  private static final String SOURCE = "net:inbound_message, net:outbound_message";

  /// Bitcoin Core refuses longer messages; nothing behind that is looked at.
  private static final int MOST = 1_000;

  private static final int V1_ENTRY = 30;
  private static final int V1_ADDRESS = 12;

  /// Time, services, network, length and port around an address of no bytes.
  private static final int V2_LEAST = 9;

  private static final int V2_LONGEST_ADDRESS = 512;

  private static final Label MESSAGE = Label.closed("message", "addr", "addrv2");
  private static final int V1 = MESSAGE.place("addr");

  /// In the order of BIP155's ids, from 1.
  private static final Label NETWORK =
      Label.closed("network", "ipv4", "ipv6", "torv2", "torv3", "i2p", "cjdns", Label.OTHER);

  private static final int IPV4 = 0;
  private static final int IPV6 = 1;
  private static final int TORV2 = 2;

  static final Family SIZE =
      Family.histogram(
          "vedette_addr_size",
          "addresses",
          "Addresses in one addr or addrv2 message. Bitcoin Core refuses more than 1,000.",
          SOURCE,
          new double[] {0, 1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1_000},
          Labels.DIRECTION,
          MESSAGE);

  static final Family AGE =
      Family.histogram(
          "vedette_addr_timestamp_offset_seconds",
          "seconds",
          "How long before the message its addresses were last seen, as the sender says; a time in"
              + " the future counts as 0.",
          SOURCE,
          new double[] {
            0, 60, 600, 1_800, 3_600, 10_800, 21_600, 43_200, 86_400, 259_200, 604_800, 2_592_000
          },
          Labels.DIRECTION,
          MESSAGE);

  static final Family ADDRESSES =
      Family.counter(
          "vedette_addresses_total",
          "addresses",
          "Addresses in addr and addrv2 messages, by their network.",
          SOURCE,
          Labels.DIRECTION,
          NETWORK);

  private final Unread unread;
  private final Children<DistributionDataPoint> sizes;
  private final Children<DistributionDataPoint> ages;
  private final Children<CounterDataPoint> addresses;

  AddressGossip(NodeSeries series, Unread unread) {
    this.unread = unread;
    sizes = series.histograms(SIZE);
    ages = series.histograms(AGE);
    addresses = series.counters(ADDRESSES);
  }

  void accept(int direction, NetEvent.Message event) {
    P2pMessage message = event.message();
    Bytes payload = message.payload();
    int type = MESSAGE.place(message.type());
    long count = Peek.compactSize(payload, 0);
    if (count < 0 || count * (type == V1 ? V1_ENTRY : V2_LEAST) > message.size()) {
      unread.count(message);
      return;
    }
    sizes.at(direction, type).observe((double) count);
    long now = TimeUnit.NANOSECONDS.toSeconds(event.origin().timeNanos());
    int at = Peek.compactSizeWidth(payload, 0);
    int looked = (int) Math.min(count, MOST);
    for (int i = 0; i < looked; i++) {
      int next = type == V1 ? v1(direction, payload, at) : v2(direction, payload, at);
      if (next < 0) {
        unread.count(message);
        return;
      }
      ages.at(direction, type).observe((double) Math.max(0, now - Peek.u32(payload, at)));
      at = next;
    }
  }

  /// Counts one entry.
  ///
  /// @return where the next begins, −1 if this one is not all here
  private int v1(int direction, Bytes payload, int at) {
    if (at + V1_ENTRY > payload.size()) {
      return -1;
    }
    addresses.at(direction, v1Network(payload, at + V1_ADDRESS)).inc();
    return at + V1_ENTRY;
  }

  private int v2(int direction, Bytes payload, int at) {
    int services = at + 4;
    if (Peek.compactSize(payload, services) < 0) {
      return -1;
    }
    int network = services + Peek.compactSizeWidth(payload, services);
    long length = Peek.compactSize(payload, network + 1);
    if (length < 0 || length > V2_LONGEST_ADDRESS) {
      return -1;
    }
    int end = network + 1 + Peek.compactSizeWidth(payload, network + 1) + (int) length + 2;
    if (end > payload.size()) {
      return -1;
    }
    int id = payload.at(network) & 0xff;
    addresses.at(direction, id >= 1 && id < NETWORK.size() ? id - 1 : NETWORK.size() - 1).inc();
    return end;
  }

  /// Unwraps IPv4-mapped (::ffff:0:0/96) and OnionCat (fd87:d87e:eb43::/48) addresses.
  private static int v1Network(Bytes payload, int at) {
    if (starts(payload, at, 0xfd, 0x87, 0xd8, 0x7e, 0xeb, 0x43)) {
      return TORV2;
    }
    return starts(payload, at, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff) ? IPV4 : IPV6;
  }

  private static boolean starts(Bytes payload, int at, int... bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if ((payload.at(at + i) & 0xff) != bytes[i]) {
        return false;
      }
    }
    return true;
  }
}
