package vedette.watch.metrics;

import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import vedette.poll.bitcoind.BitcoindAnswer;
import vedette.poll.bitcoind.BitcoindAnswer.PeerInfo;

/// The peers that are connected, in sums: never a series for each.
final class PeerGauges {
  private static final String SOURCE = "getpeerinfo";

  private static final Label TRANSPORT =
      Label.folded("transport", List.of("v1", "v2", "detecting"));

  private static final Label PLACE = Label.closed("place", "subnet", "autonomous_system");
  private static final int SUBNET = 0;
  private static final int SYSTEM = 1;

  private static final Label HIGH_BANDWIDTH = Label.closed("toward", "peer", "node");

  private static final Family PEERS =
      Family.gauge(
          "vedette_peers",
          "peers",
          "Peers by connection type and network.",
          SOURCE,
          Labels.CONNECTION,
          Labels.NETWORK);

  private static final Family TRANSPORTS =
      Family.gauge(
          "vedette_peers_by_transport",
          "peers",
          "Peers by transport; v2 is encrypted (BIP324).",
          SOURCE,
          TRANSPORT);

  private static final Family PLACES =
      Family.gauge(
          "vedette_peer_places",
          "places",
          "Different places that peers are in: subnets (/16 of IPv4, /32 of IPv6), and autonomous"
              + " systems if the node has an asmap. Peers of other networks have no place.",
          SOURCE,
          Labels.DIRECTION,
          PLACE);

  private static final Family LARGEST =
      Family.gauge(
          "vedette_peer_place_largest",
          "peers",
          "Peers in the place that has most of them.",
          SOURCE,
          Labels.DIRECTION,
          PLACE);

  private static final Family PING =
      Family.gauge(
          "vedette_peers_ping_median_seconds",
          "seconds",
          "Median of the peers' last ping times.",
          SOURCE);

  private static final Family MIN_PING =
      Family.gauge(
          "vedette_peers_ping_minimum_median_seconds",
          "seconds",
          "Median of the peers' shortest ping times.",
          SOURCE);

  private static final Family PING_WAIT =
      Family.gauge(
          "vedette_peers_ping_wait_longest_seconds",
          "seconds",
          "How long the slowest peer has been owing a pong; absent if none does.",
          SOURCE);

  private static final Family IN_FLIGHT =
      Family.gauge(
          "vedette_peers_blocks_in_flight",
          "blocks",
          "Blocks that peers were asked for and owe.",
          SOURCE);

  private static final Family OWING =
      Family.gauge(
          "vedette_peers_owing_blocks",
          "peers",
          "Peers that owe a block: many for long means that downloads stall.",
          SOURCE);

  private static final Family COMPACT =
      Family.gauge(
          "vedette_peers_high_bandwidth",
          "peers",
          "Peers in high-bandwidth compact block mode: toward node, those that announce to it so;"
              + " toward peer, those that it announces to so.",
          SOURCE,
          HIGH_BANDWIDTH);

  private static final Family RATE_LIMITED =
      Family.gauge(
          "vedette_peers_addresses_rate_limited",
          "addresses",
          "Addresses of the connected peers that were dropped because they sent too many.",
          SOURCE);

  private static final Family PROCESSED =
      Family.gauge(
          "vedette_peers_addresses_processed",
          "addresses",
          "Addresses of the connected peers that were processed.",
          SOURCE);

  private static final Family INV_BACKLOG =
      Family.gauge(
          "vedette_peers_inv_backlog",
          "transactions",
          "Announcements that wait to be sent, over all peers; absent if the version does not"
              + " tell.",
          SOURCE);

  static final List<Family> FAMILIES =
      List.of(
          PEERS,
          TRANSPORTS,
          PLACES,
          LARGEST,
          PING,
          MIN_PING,
          PING_WAIT,
          IN_FLIGHT,
          OWING,
          COMPACT,
          PROCESSED,
          RATE_LIMITED,
          INV_BACKLOG);

  private final Children<GaugeDataPoint> peers;
  private final Children<GaugeDataPoint> transports;
  private final Children<GaugeDataPoint> places;
  private final Children<GaugeDataPoint> largest;
  private final Children<GaugeDataPoint> ping;
  private final Children<GaugeDataPoint> minPing;
  private final Children<GaugeDataPoint> pingWait;
  private final Children<GaugeDataPoint> inFlight;
  private final Children<GaugeDataPoint> owing;
  private final Children<GaugeDataPoint> compact;
  private final Children<GaugeDataPoint> rateLimited;
  private final Children<GaugeDataPoint> processed;
  private final Children<GaugeDataPoint> invBacklog;

  PeerGauges(NodeSeries series) {
    peers = series.gauges(PEERS);
    transports = series.gauges(TRANSPORTS);
    places = series.gauges(PLACES);
    largest = series.gauges(LARGEST);
    ping = series.gauges(PING);
    minPing = series.gauges(MIN_PING);
    pingWait = series.gauges(PING_WAIT);
    inFlight = series.gauges(IN_FLIGHT);
    owing = series.gauges(OWING);
    compact = series.gauges(COMPACT);
    rateLimited = series.gauges(RATE_LIMITED);
    processed = series.gauges(PROCESSED);
    invBacklog = series.gauges(INV_BACKLOG);
  }

  void accept(BitcoindAnswer.Peers answer) {
    List<PeerInfo> all = answer.peers();
    groups(all);
    diversity(all);
    set(ping, median(numbers(all, PeerInfo::pingTime)));
    set(minPing, median(numbers(all, PeerInfo::minPing)));
    set(pingWait, Arrays.stream(numbers(all, PeerInfo::pingWait)).max());
    inFlight.only().set(all.stream().mapToInt(PeerInfo::inflight).sum());
    owing.only().set((double) all.stream().filter(peer -> peer.inflight() > 0).count());
    compact.at(0).set((double) all.stream().filter(PeerInfo::bip152HighBandwidthFrom).count());
    compact.at(1).set((double) all.stream().filter(PeerInfo::bip152HighBandwidthTo).count());
    set(processed, sum(all, peer -> peer.addrProcessed().stream().asDoubleStream().findFirst()));
    set(
        rateLimited,
        sum(all, peer -> peer.addrRateLimited().stream().asDoubleStream().findFirst()));
    set(invBacklog, sum(all, peer -> peer.invToSend().stream().asDoubleStream().findFirst()));
  }

  /// A combination that was seen once stays, at 0: its line in a graph goes down and does not end.
  private void groups(List<PeerInfo> all) {
    int networks = Labels.NETWORK.size();
    int[] counts = new int[Labels.CONNECTION.size() * networks];
    int[] byTransport = new int[TRANSPORT.size()];
    for (PeerInfo peer : all) {
      counts[
          Labels.CONNECTION.place(peer.connectionType()) * networks
              + Labels.NETWORK.place(network(peer))]++;
      peer.transport().ifPresent(transport -> byTransport[TRANSPORT.place(transport)]++);
    }
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0 || peers.begun(i)) {
        peers.at(i / networks, i % networks).set(counts[i]);
      }
    }
    for (int i = 0; i < byTransport.length; i++) {
      if (byTransport[i] > 0 || transports.begun(i)) {
        transports.at(i).set(byTransport[i]);
      }
    }
  }

  /// By RPC Core says `not_publicly_routable` where its tracepoints say `unroutable`.
  private static String network(PeerInfo peer) {
    return peer.network().equals("not_publicly_routable") ? "unroutable" : peer.network();
  }

  private void diversity(List<PeerInfo> all) {
    for (int direction : new int[] {Labels.INBOUND, Labels.OUTBOUND}) {
      Map<String, Integer> subnets = new HashMap<>();
      Map<String, Integer> systems = new HashMap<>();
      for (PeerInfo peer : all) {
        if (peer.inbound() == (direction == Labels.INBOUND)) {
          Subnets.of(peer.address()).ifPresent(subnet -> subnets.merge(subnet, 1, Integer::sum));
          peer.mappedAs()
              .ifPresent(system -> systems.merge(Long.toString(system), 1, Integer::sum));
        }
      }
      places.at(direction, SUBNET).set(subnets.size());
      largest.at(direction, SUBNET).set(most(subnets));
      int system = direction * PLACE.size() + SYSTEM;
      if (systems.isEmpty()) {
        // No asmap, or nobody whom it knows: not the same as one place less.
        places.remove(system);
        largest.remove(system);
      } else {
        places.at(direction, SYSTEM).set(systems.size());
        largest.at(direction, SYSTEM).set(most(systems));
      }
    }
  }

  private static int most(Map<String, Integer> places) {
    return places.values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  private static void set(Children<GaugeDataPoint> gauge, OptionalDouble value) {
    value.ifPresentOrElse(number -> gauge.only().set(number), gauge::clear);
  }

  private static OptionalDouble sum(List<PeerInfo> all, Function<PeerInfo, OptionalDouble> value) {
    double[] told = numbers(all, value);
    return told.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(Arrays.stream(told).sum());
  }

  private static double[] numbers(List<PeerInfo> all, Function<PeerInfo, OptionalDouble> value) {
    List<Double> told = new ArrayList<>();
    all.forEach(peer -> value.apply(peer).ifPresent(told::add));
    return told.stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }

  private static OptionalDouble median(double[] sorted) {
    if (sorted.length == 0) {
      return OptionalDouble.empty();
    }
    int middle = sorted.length / 2;
    return OptionalDouble.of(
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
  }
}
