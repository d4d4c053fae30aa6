package vedette.app.tap;

import java.nio.file.Files;
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
  /// @param problems what is wrong with its files, or waited for, growing; any thread
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
    From from = request.from();
    // Not a switch over types: see "Starting fast" in ARCHITECTURE.md.
    if (from instanceof From.Demo(Optional<String> rate)) {
      return demo(request, rate, talk);
    }
    if (from instanceof From.Nodes(Target target)) {
      return live(request, target, talk);
    }
    if (from instanceof From.NodesOrDemo(Target.EveryNode target)) {
      return target.anyRunning() ? live(request, target, talk) : insteadOf(target, request, talk);
    }
    return file(request);
  }

  private static Opened live(TapRequest request, Target target, Talk talk) {
    return new Opened(
        Tap.open(options(request, talk).withTarget(target)),
        Optional.empty(),
        () -> talk.met() ? List.of() : patience(target));
  }

  /// What is waited for; told if it is not there after a second, because a name may be mistyped.
  private static List<String> patience(Target target) {
    return switch (target) {
      case Target.Pid _ -> List.of();
      case Target.EveryNode(List<String> names) ->
          List.of("waits for " + String.join(", ", names) + " to start");
      case Target.PidFile(Path path) ->
          List.of("waits for " + path + " to name a process that runs");
      case Target.Executable(Path path) ->
          List.of(
              "waits for a process that runs "
                  + path
                  + (Files.exists(path) ? "" : ", which does not exist yet"));
    };
  }

  private static Opened insteadOf(Target.EveryNode target, TapRequest request, Talk talk) {
    talk.say(
        "no "
            + String.join(", ", target.names())
            + " runs here: this is the demo node. (--wait waits for a real one.)");
    return demo(request, Optional.empty(), talk);
  }

  private static Opened file(TapRequest request) {
    return switch (request.from()) {
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
      case From.Nodes _, From.NodesOrDemo _, From.Demo _ ->
          throw new IllegalStateException("no file: " + request.from());
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
