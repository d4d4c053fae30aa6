package vedette.app.up;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import vedette.app.truebit.TruebitNodes;
import vedette.app.web.api.Alarms;
import vedette.app.web.api.Backend;
import vedette.app.web.api.Topic;
import vedette.event.Selection;
import vedette.watch.Kinds;
import vedette.watch.Watch;
import vedette.watch.alert.AlertVerdict;
import vedette.watch.metrics.Exposition;
import vedette.watch.metrics.Metrics;
import vedette.watch.service.Measure;
import vedette.watch.view.BlocksView;
import vedette.watch.view.PeerView;

/// What the web server shows, from the parts of the daemon: the present from the watch, the past
/// from history.
final class LiveBackend implements Backend {
  private final Watch watch;
  private final Census census;
  private final SystemFacts system;
  private final Past past;
  private final Recorders recordings;
  private final Vitals vitals;
  private final Metrics metrics;
  private final Alarms alarm;
  private final TruebitNodes truebit;

  LiveBackend(
      Watch watch,
      Census census,
      SystemFacts system,
      Past past,
      Recorders recordings,
      Vitals vitals,
      Metrics metrics,
      Alarms alarm,
      TruebitNodes truebit) {
    this.watch = watch;
    this.census = census;
    this.system = system;
    this.past = past;
    this.recordings = recordings;
    this.vitals = vitals;
    this.metrics = metrics;
    this.alarm = alarm;
    this.truebit = truebit;
  }

  @Override
  public String version() {
    return system.version();
  }

  @Override
  public Optional<TruebitNodes> truebit() {
    return Optional.of(truebit);
  }

  @Override
  public boolean demo() {
    List<Node> nodes = nodes();
    return !nodes.isEmpty() && nodes.stream().allMatch(Node::demo);
  }

  @Override
  public List<Node> nodes() {
    return census.nodes();
  }

  @Override
  public List<String> services() {
    return List.copyOf(watch.services().views().keySet());
  }

  @Override
  public Optional<? extends Record> view(Topic topic) {
    return switch (topic.kind()) {
      case NOW -> Optional.of(AlertVerdict.of(watch.now(), alarm.view()));
      case PEERS -> watch.peers(topic.node());
      case BLOCKS -> watch.blocks(topic.node());
      case MEMPOOL -> watch.mempool(topic.node());
      case NETWORK -> watch.network(topic.node());
      case SERVICE -> watch.services().page(topic.node());
      case ALERTS -> Optional.of(alarm.view());
      case SYSTEM -> Optional.of(system.view());
    };
  }

  @Override
  public Optional<PeerView> peer(String node, long id) {
    return watch.peer(node, id);
  }

  @Override
  public List<SeriesName> seriesNames() {
    return Stream.concat(
            Arrays.stream(vedette.watch.Series.values())
                .map(it -> new SeriesName(it.word(), it.unit(), it.description())),
            Kinds.ALL.stream()
                .flatMap(kind -> kind.measures().stream())
                .filter(Measure::kept)
                .distinct()
                .map(it -> new SeriesName(it.series(), it.unit(), it.help())))
        .toList();
  }

  @Override
  public Backend.Series series(String node, List<String> names, long from, long to, int points) {
    return past.series(node, names, from, to, points);
  }

  @Override
  public List<BlocksView.BlockRow> blocks(String node, long before, int limit) {
    return past.blocks(node, before, limit);
  }

  @Override
  public List<PeerSession> sessions(String node, long from, long to, int limit) {
    return past.sessions(node, from, to, limit);
  }

  @Override
  public List<Recording> recordings() {
    return recordings.list();
  }

  @Override
  public Recording record(String name, Selection selection) {
    return recordings.begin(name, selection);
  }

  @Override
  public boolean stopRecording(String id) {
    return recordings.end(id);
  }

  @Override
  public String metrics(String accept, OutputStream out) throws IOException {
    Exposition now = metrics.own(accept);
    now.writeTo(out);
    return now.contentType();
  }

  @Override
  public Alarms alarms() {
    return alarm;
  }

  @Override
  public Health health() {
    return vitals.health();
  }
}
