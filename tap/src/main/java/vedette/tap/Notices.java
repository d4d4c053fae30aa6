package vedette.tap;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Function;
import vedette.event.NodeId;
import vedette.event.Origin;
import vedette.event.VedetteEvent;
import vedette.tap.Processes.NodeProcess;

/// What is to be said about nodes that came and went, until its place in the stream has come. Times
/// are `System.nanoTime`.
final class Notices {
  private final Queue<Notice> waiting = new ArrayDeque<>();

  /// A notice that lacks only its place in the stream.
  ///
  /// @param nanoTime when it became true
  /// @param node of which process
  /// @param event makes the event once the place is known
  record Notice(long nanoTime, NodeId node, Function<Origin, VedetteEvent> event) {}

  static NodeId id(NodeProcess process) {
    return new NodeId(process.pid(), process.name());
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  Optional<Notice> next() {
    return Optional.ofNullable(waiting.poll());
  }

  /// A process is there and watched: since it was attached if it ran before, else since now.
  void appeared(NodeProcess process, Optional<Attachment> attachment, long nowNanos) {
    boolean ranBefore = attachment.map(it -> it.ranBefore(process)).orElse(true);
    long since = ranBefore ? attachment.map(Attachment::attachedNanos).orElse(nowNanos) : nowNanos;
    List<String> attached = attachment.map(Attachment::attached).orElse(List.of());
    List<String> missing = attachment.map(Attachment::missing).orElse(List.of());
    waiting.add(
        new Notice(
            since,
            id(process),
            origin ->
                new VedetteEvent.Node(
                    origin,
                    VedetteEvent.Node.State.APPEARED,
                    process.executable(),
                    attached,
                    missing,
                    ranBefore)));
  }

  /// A process has ended.
  void gone(NodeProcess process, long nowNanos) {
    waiting.add(
        new Notice(
            nowNanos,
            id(process),
            origin ->
                new VedetteEvent.Node(
                    origin,
                    VedetteEvent.Node.State.GONE,
                    process.executable(),
                    List.of(),
                    List.of(),
                    false)));
  }
}
