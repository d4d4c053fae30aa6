package vedette.app.tap;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import vedette.app.process.DemoNode;
import vedette.app.tap.TapRequest.From;
import vedette.tap.EventSource;
import vedette.tap.Tap;
import vedette.tap.TapOptions;
import vedette.tap.Target;
import vedette.tap.capture.MessageCapture;
import vedette.tap.capture.Recording;

/// Opens what events come from.
final class Sources {
  private Sources() {}

  /// A source, and the demo node if it is one.
  ///
  /// @param events the source
  /// @param demo started here, to be let begin and to be closed after the source
  /// @param problems what is wrong with its files, growing; any thread
  record Opened(EventSource events, Optional<DemoNode> demo, Supplier<List<String>> problems)
      implements AutoCloseable {
    /// Lets events happen, now that they are watched.
    void begin() {
      demo.ifPresent(DemoNode::begin);
    }

    @Override
    public void close() {
      // Detached first: what is fired while the demo node ends is nobody's.
      events.close();
      demo.ifPresent(DemoNode::close);
    }
  }

  /// Opens it.
  static Opened open(TapRequest request, Talk talk) {
    return switch (request.from()) {
      case From.Nodes(Target target) ->
          new Opened(
              Tap.open(options(request, talk).withTarget(target)), Optional.empty(), List::of);
      case From.NodesOrDemo(Target.EveryNode target) -> {
        if (target.anyRunning()) {
          yield new Opened(
              Tap.open(options(request, talk).withTarget(target)), Optional.empty(), List::of);
        }
        talk.say(
            "no "
                + String.join(", ", target.names())
                + " runs here: this is the demo node. (--wait waits for a real one.)");
        yield demo(request, Optional.empty(), talk);
      }
      case From.Demo(Optional<String> rate) -> demo(request, rate, talk);
      case From.Messages(Path path, boolean follow) -> {
        MessageCapture capture =
            MessageCapture.open(
                path,
                follow ? MessageCapture.AtEnd.FOLLOW : MessageCapture.AtEnd.STOP,
                request.selection());
        yield new Opened(capture, Optional.empty(), capture::problems);
      }
      case From.Replay(Path file, boolean realTime) -> {
        Recording recording =
            Recording.open(
                file,
                realTime ? Recording.Pace.REAL_TIME : Recording.Pace.FULL_SPEED,
                request.selection());
        yield new Opened(recording, Optional.empty(), recording::problems);
      }
    };
  }

  private static Opened demo(TapRequest request, Optional<String> rate, Talk talk) {
    DemoNode demo = DemoNode.start(rate.map(it -> List.of("--rate", it)).orElse(List.of()));
    try {
      Target target = new Target.Pid(demo.pid());
      return new Opened(
          Tap.open(options(request, talk).withTarget(target)), Optional.of(demo), List::of);
    } catch (RuntimeException | Error refused) {
      demo.close();
      throw refused;
    }
  }

  private static TapOptions options(TapRequest request, Talk talk) {
    return TapOptions.defaults()
        .withSelection(request.selection())
        .withProbes(request.probes())
        .withRingBytes(request.ringBytes())
        .withMaxPayload(request.maxPayload())
        .withProblems(talk::say);
  }
}
