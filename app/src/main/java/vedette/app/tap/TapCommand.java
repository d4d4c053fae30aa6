package vedette.app.tap;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import vedette.app.cli.Arguments;
import vedette.app.cli.Command;
import vedette.app.cli.ExitCode;
import vedette.app.cli.OptionGroup;
import vedette.app.process.Signals;

/// `vedette tap`: prints events of running nodes as they happen.
public final class TapCommand implements Command {
  /// Made by the command line when it is asked for.
  public TapCommand() {}

  @Override
  public String about() {
    return """
    Prints everything a Bitcoin node does, as it happens: one line per event.
    Reads the node's tracepoints through eBPF: needs root, or CAP_BPF and CAP_PERFMON (Linux 6.6).
    A reader that is too slow costs counted losses, never the node. Ctrl-C and SIGTERM end it with
    exit code 0; on SIGUSR1 everything fired so far is written, followed by vedette:flushed.
    More in docs/tap.md.
    """;
  }

  @Override
  public List<OptionGroup> options() {
    return TapOptionTable.GROUPS;
  }

  @Override
  public int run(Arguments given, PrintStream out, PrintStream err) {
    TapRequest request = TapRequests.of(given, Terminal.ofStandardOutput(System.getenv()));
    Warmup.start(request);
    Talk talk = new Talk(err);
    Wishes wishes = new Wishes();
    AtomicReference<Runnable> ender = new AtomicReference<>(() -> {});
    try (Signals signals = new Signals()) {
      Runnable end =
          () -> {
            wishes.end();
            ender.get().run();
          };
      List.of("TERM", "INT", "HUP").forEach(name -> signals.on(name, end));
      signals.on("USR1", wishes::flush);
      if (request.interactive()) {
        wishes.read(System.in, err);
      }
      return run(request, talk, wishes, ender);
    }
  }

  private static int run(
      TapRequest request, Talk talk, Wishes wishes, AtomicReference<Runnable> ender) {
    try (Output output = Output.open(request.output());
        Sources.Opened source = Sources.open(request, talk);
        Lines lines = Lines.of(request, output.stream())) {
      Tally tally = new Tally();
      Duration duration = request.duration().orElse(Duration.ZERO);
      TapRun run =
          new TapRun(
              source.events(), lines, output, wishes, tally, talk, request.count(), duration);
      try (Watchdog watchdog = Watchdog.start(source, tally, talk, duration)) {
        ender.set(watchdog::endSoon);
        source.begin();
        run.run();
      } catch (IOException failed) {
        if (Output.readerHasGone(failed)) {
          return ExitCode.OK;
        }
        throw output.failure(failed);
      }
      talk.summary(tally, tally.losses());
      if (request.stats()) {
        talk.table(tally, source.events().stats());
      }
      return ExitCode.OK;
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
  }
}
