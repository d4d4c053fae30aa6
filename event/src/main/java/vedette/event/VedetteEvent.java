package vedette.event;

import java.util.List;

/// Context `vedette`: what the watching itself has to say. No [Selection] removes these.
public sealed interface VedetteEvent extends Event {

  /// `vedette:node`: a node process came or went.
  ///
  /// @param state which
  /// @param executable path of its binary as Vedette sees it, empty if not known
  /// @param attached tracepoints that are watched, sorted
  /// @param missing selected tracepoints that its binary does not have, sorted
  /// @param gapPossible whether it ran before it was watched, so that events may have been missed
  record Node(
      Origin origin,
      State state,
      String executable,
      List<String> attached,
      List<String> missing,
      boolean gapPossible)
      implements VedetteEvent {

    /// Keeps its own lists.
    public Node {
      attached = List.copyOf(attached);
      missing = List.copyOf(missing);
    }

    /// Coming or going.
    public enum State {
      /// The process is there and watched.
      APPEARED("appeared"),
      /// The process has ended.
      GONE("gone");

      private final String word;

      State(String word) {
        this.word = word;
      }

      /// The word in the JSON form.
      public String word() {
        return word;
      }
    }

    @Override
    public String name() {
      return "vedette:node";
    }
  }

  /// `vedette:loss`: between the event before this one and this one something was lost.
  ///
  /// @param counts what was lost since the last loss event, for each tracepoint concerned, sorted
  record Loss(Origin origin, List<Count> counts) implements VedetteEvent {

    /// Keeps its own list.
    public Loss {
      counts = List.copyOf(counts);
    }

    /// Losses of one tracepoint.
    ///
    /// @param event `<context>:<event>`
    /// @param lost events that never arrived: no room in the ring buffer, or in the output
    /// @param payloads messages that arrived without payload: no room in the ring buffer
    /// @param faults events dropped or payloads cut because the node's memory could not be read
    /// @param cut payloads or texts cut at a configured maximum
    public record Count(String event, long lost, long payloads, long faults, long cut) {}

    @Override
    public String name() {
      return "vedette:loss";
    }
  }

  /// `vedette:flushed`: everything that had fired when the flush was asked for is out.
  record Flushed(Origin origin) implements VedetteEvent {
    @Override
    public String name() {
      return "vedette:flushed";
    }
  }
}
