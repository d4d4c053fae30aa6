package vedette.app.web.api;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import vedette.app.truebit.TruebitNodes;
import vedette.event.Selection;
import vedette.watch.view.BlocksView;
import vedette.watch.view.PeerView;

/// Everything the web server shows. Called from many threads at once, and for topics up to ten
/// times a second: answers about now must come from memory.
///
/// What is not known is empty. What cannot be answered at the moment, such as history while its
/// database is locked, is an [UnavailableException].
public interface Backend {

  /// Vedette's version.
  String version();

  /// Whether only the demo node is shown.
  boolean demo();

  /// The nodes, at most 32, in a stable order.
  List<Node> nodes();

  /// Keys of the services, at most 32, in a stable order.
  List<String> services();

  /// A topic's state: the record of `vedette.watch.view` that belongs to it.
  ///
  /// @return the same object as before if nothing changed, which spares the comparison; empty if
  ///   there is no such node
  Optional<? extends Record> view(Topic topic);

  /// A peer in detail; empty if there is none with this id.
  Optional<PeerView> peer(String node, long id);

  /// What series there are.
  List<SeriesName> seriesNames();

  /// Values from history.
  ///
  /// @param names at most 32, each one of [#seriesNames]
  /// @param from ms
  /// @param to ms, later than `from`
  /// @param points about how many for each series, 1 to 5,000
  Series series(String node, List<String> names, long from, long to, int points);

  /// Blocks from history, newest first.
  ///
  /// @param before only below this height
  /// @param limit 1 to 1,000
  List<BlocksView.BlockRow> blocks(String node, long before, int limit);

  /// Peers' sessions from history, newest first.
  ///
  /// @param from ms: those that had not ended then
  /// @param to ms: those that had begun then
  /// @param limit 1 to 1,000
  List<PeerSession> sessions(String node, long from, long to, int limit);

  /// The recordings that run or ran since the start.
  List<Recording> recordings();

  /// Begins to record into capture files.
  ///
  /// @param name letters, digits, `-`, `_`, at most 64
  /// @throws RefusedException if there is one of this name, or too many
  Recording record(String name, Selection selection);

  /// Ends a recording; its files stay.
  ///
  /// @return false if there is none
  boolean stopRecording(String id);

  /// Writes Vedette's metric families: as OpenMetrics text for those who ask for it, otherwise in
  /// Prometheus's text format.
  ///
  /// @param accept the request's header `Accept`, empty if it had none
  /// @param out not closed
  /// @return the content type
  String metrics(String accept, OutputStream out) throws IOException;

  /// What needs somebody, and who is told.
  Alarms alarms();

  /// The TrueBit node that is watched, if there can be one.
  default Optional<TruebitNodes> truebit() {
    return Optional.empty();
  }

  /// Whether the daemon works.
  Health health();

  /// A node.
  ///
  /// @param key stable, used in addresses
  /// @param name for people
  record Node(String key, String name, boolean demo) {}

  /// A series that can be asked for.
  ///
  /// @param unit such as `bytes/s`
  /// @param about what it counts, a sentence
  record SeriesName(String name, String unit, String about) {}

  /// Values over time.
  record Series(int stepSeconds, List<Line> series) {}

  /// One series; a time without a value has no point.
  record Line(String name, String unit, List<Point> points) {}

  /// What was sampled within a step that begins at a time in ms.
  record Point(long at, double mean, double min, double max) {}

  /// A peer from connection to end.
  ///
  /// @param openedAt ms; empty if it was connected before Vedette saw it
  /// @param closedAt ms; empty while it is connected
  /// @param end why it ended in a word, if known
  record PeerSession(
      long peer,
      String address,
      String network,
      String connection,
      boolean inbound,
      Optional<String> userAgent,
      OptionalLong openedAt,
      OptionalLong closedAt,
      Optional<String> end,
      OptionalLong bytesIn,
      OptionalLong bytesOut,
      OptionalLong messagesIn,
      OptionalLong messagesOut) {}

  /// Events on their way into files.
  ///
  /// @param id for [#stopRecording]
  /// @param startedAt ms
  /// @param endedAt ms, empty while it runs
  /// @param dropped events that found no room
  /// @param detail a sentence if something is wrong, otherwise empty
  record Recording(
      String id,
      String name,
      String select,
      long startedAt,
      OptionalLong endedAt,
      long events,
      long bytes,
      long dropped,
      List<String> files,
      String detail) {}

  /// How the daemon is.
  ///
  /// @param reason a sentence if it is not well, otherwise empty
  record Health(boolean well, String reason) {}
}
