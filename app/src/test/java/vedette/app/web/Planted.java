package vedette.app.web;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import vedette.app.web.api.Alarms;
import vedette.app.web.api.Backend;
import vedette.app.web.api.RefusedException;
import vedette.app.web.api.Topic;
import vedette.event.NetEvent;
import vedette.event.NodeId;
import vedette.event.Origin;
import vedette.event.P2pMessage;
import vedette.event.Peer;
import vedette.event.Selection;
import vedette.watch.truebit.TruebitPage;
import vedette.watch.view.AlertsView;
import vedette.watch.view.BlocksView;
import vedette.watch.view.KindPage;
import vedette.watch.view.MempoolView;
import vedette.watch.view.NetworkView;
import vedette.watch.view.NowView;
import vedette.watch.view.PeerView;
import vedette.watch.view.PeersView;
import vedette.watch.view.ServicePage;
import vedette.watch.view.ServiceView;
import vedette.watch.view.SystemView;
import vedette.wire.Bytes;

/// A backend whose every text is something that only the owner may see: views are filled by their
/// shape, so that a component which is added to a view is planted too.
final class Planted implements Backend {
  volatile java.util.Optional<vedette.app.truebit.TruebitNodes> truebit =
      java.util.Optional.empty();

  @Override
  public java.util.Optional<vedette.app.truebit.TruebitNodes> truebit() {
    return truebit;
  }

  static final String SECRET = "203.0.113.77:8333";
  static final String KEY = "bobs-node";

  final Map<Topic, Record> views = new ConcurrentHashMap<>();
  final Map<String, Recording> recordings = new ConcurrentHashMap<>();
  volatile boolean well = true;

  Planted() {
    for (Topic.Kind kind : Topic.Kind.values()) {
      views.put(new Topic(kind, kind.ofNode() ? KEY : ""), filled(type(kind)));
    }
  }

  private static Class<? extends Record> type(Topic.Kind kind) {
    return switch (kind) {
      case NOW -> NowView.class;
      case PEERS -> PeersView.class;
      case BLOCKS -> BlocksView.class;
      case MEMPOOL -> MempoolView.class;
      case NETWORK -> NetworkView.class;
      case SERVICE -> ServicePage.class;
      case ALERTS -> AlertsView.class;
      case SYSTEM -> SystemView.class;
    };
  }

  static NetEvent.InboundMessage message(long number, String type, byte[] payload) {
    return new NetEvent.InboundMessage(
        new Origin(number, number, new NodeId(7, "bitcoind")),
        new Peer(11, SECRET, "inbound", ""),
        new P2pMessage(type, payload.length, Bytes.wrap(payload), P2pMessage.PayloadState.WHOLE));
  }

  /// The page of a TrueBit node.
  static ServicePage truebitPage() {
    return new ServicePage(
        filled(ServiceView.class), List.of(), Optional.of(filled(TruebitPage.class)));
  }

  private record Page(String secret) implements KindPage {}

  /// A record with something in every component.
  static <T extends Record> T filled(Class<T> type) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] = value(components[i].getGenericType(), components[i].getName());
    }
    try {
      var constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(type.getName(), e);
    }
  }

  private static Object value(Type type, String name) {
    if (type instanceof ParameterizedType generic) {
      Type[] inner = generic.getActualTypeArguments();
      if (generic.getRawType() == Optional.class) {
        return Optional.of(value(inner[0], name));
      }
      if (generic.getRawType() == List.class) {
        return List.of(value(inner[0], name));
      }
      Map<String, Object> map = new HashMap<>();
      map.put(name.equals("nodes") ? KEY : SECRET, value(inner[1], name));
      map.put("a".repeat(64), value(inner[1], name));
      map.put("ipv4", value(inner[1], name));
      return map;
    }
    if (type instanceof WildcardType some) {
      return value(some.getUpperBounds()[0], name);
    }
    Class<?> plain = (Class<?>) type;
    if (plain == KindPage.class) {
      return new Page(SECRET);
    }
    if (plain == String.class) {
      return SECRET;
    }
    if (plain == boolean.class || plain == Boolean.class) {
      return true;
    }
    if (plain == int.class) {
      return 7;
    }
    if (plain == long.class || plain == Long.class) {
      return 7L;
    }
    if (plain == double.class || plain == Double.class) {
      return 7.5;
    }
    if (plain == OptionalInt.class) {
      return OptionalInt.of(7);
    }
    if (plain == OptionalLong.class) {
      return OptionalLong.of(7);
    }
    if (plain == OptionalDouble.class) {
      return OptionalDouble.of(7.5);
    }
    if (plain.isEnum()) {
      return plain.getEnumConstants()[0];
    }
    if (plain == NetEvent.Message.class) {
      return message(1, "ping", new byte[8]);
    }
    return filled(plain.asSubclass(Record.class));
  }

  @Override
  public String version() {
    return "0.1.0";
  }

  @Override
  public boolean demo() {
    return false;
  }

  @Override
  public List<Node> nodes() {
    return List.of(new Node(KEY, "Bob's node", false));
  }

  @Override
  public List<String> services() {
    return List.of(KEY);
  }

  @Override
  public Optional<? extends Record> view(Topic topic) {
    return Optional.ofNullable(views.get(topic));
  }

  @Override
  public Optional<PeerView> peer(String node, long id) {
    return id == 11 ? Optional.of(filled(PeerView.class)) : Optional.empty();
  }

  @Override
  public List<SeriesName> seriesNames() {
    return List.of(new SeriesName("bytes_in", "bytes/s", "Payload bytes received."));
  }

  @Override
  public Series series(String node, List<String> names, long from, long to, int points) {
    List<Line> lines = new ArrayList<>();
    names.forEach(
        name -> lines.add(new Line(name, "bytes/s", List.of(new Point(from, 1.5, 1, 2)))));
    return new Series(10, lines);
  }

  @Override
  public List<BlocksView.BlockRow> blocks(String node, long before, int limit) {
    return List.of(filled(BlocksView.BlockRow.class));
  }

  @Override
  public List<PeerSession> sessions(String node, long from, long to, int limit) {
    return List.of(filled(PeerSession.class));
  }

  @Override
  public List<Recording> recordings() {
    return List.copyOf(recordings.values());
  }

  @Override
  public Recording record(String name, Selection selection) {
    Recording made =
        new Recording(
            "r-" + name,
            name,
            selection.toString(),
            1,
            OptionalLong.empty(),
            0,
            0,
            0,
            List.of(),
            "");
    if (recordings.putIfAbsent(made.id(), made) != null) {
      throw new RefusedException("there is a recording " + name + "; choose another name");
    }
    return made;
  }

  @Override
  public boolean stopRecording(String id) {
    return recordings.remove(id) != null;
  }

  @Override
  public String metrics(String accept, OutputStream out) throws IOException {
    out.write("# EOF\n".getBytes(StandardCharsets.UTF_8));
    return "application/openmetrics-text; version=1.0.0; charset=utf-8";
  }

  @Override
  public Alarms alarms() {
    return new PlantedAlarms();
  }

  @Override
  public Health health() {
    return new Health(well, well ? "" : "the reader of " + SECRET + " ended");
  }

  /// Peers with a counter, for tests that count patches.
  static PeersView peers(int count, long value) {
    Map<String, PeersView.PeerRow> rows = new LinkedHashMap<>();
    PeersView.PeerRow row = filled(PeersView.PeerRow.class);
    for (int id = 0; id < count; id++) {
      rows.put(
          String.valueOf(id),
          new PeersView.PeerRow(
              id,
              row.address(),
              row.network(),
              row.connection(),
              row.inbound(),
              row.services(),
              row.version(),
              row.userAgent(),
              row.connectedAt(),
              row.pingMs(),
              row.minPingMs(),
              value,
              row.bytesOut(),
              value,
              row.messagesOut(),
              row.rateIn(),
              row.rateOut(),
              row.lastMessageAt(),
              row.syncedBlocks(),
              row.mappedAs(),
              row.transport(),
              row.misbehaved(),
              row.notes()));
    }
    return new PeersView(OptionalLong.empty(), 0, rows);
  }
}
