package vedette.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import vedette.app.Commands;
import vedette.tap.TapException;

class CliTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void helpListsEveryCommandWithoutMakingOne() {
    Verb verb =
        new Verb(
            "watch",
            "looks around",
            () -> {
              throw new AssertionError("made for the help");
            });
    assertThat(run(verb, "--help")).isEqualTo(ExitCode.OK);
    assertThat(text(out)).contains("watch").contains("looks around").contains("--version");
    assertThat(text(err)).isEmpty();
    assertThat(text(out).lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(101));
  }

  @Test
  void versionIsOneLineOnStdout() {
    assertThat(run(failing(() -> new IllegalStateException()), "--version")).isEqualTo(ExitCode.OK);
    assertThat(text(out)).isEqualTo("vedette 1.2.3\n");
  }

  @Test
  void nothingTypedShowsTheHelpOnStderrAndIsRefused() {
    assertThat(run(failing(() -> new IllegalStateException()))).isEqualTo(ExitCode.REFUSED);
    assertThat(text(out)).isEmpty();
    assertThat(text(err)).startsWith("Usage: vedette COMMAND");
  }

  @Test
  void mistypedCommandIsRefusedWithTheNearestOne() {
    assertThat(run(failing(() -> new IllegalStateException()), "wacth"))
        .isEqualTo(ExitCode.REFUSED);
    assertThat(text(err))
        .isEqualTo(
            """
            vedette: no such command: 'wacth'. Did you mean 'watch'?
            Try 'vedette --help'.
            """);
  }

  @Test
  void commandGetsItsOptionsAndItsExitCodeIsTheProcess() {
    int code =
        run(
            verb((given, stdout) -> {
              stdout.print(given.list("--event") + " " + given.operands());
              return 7;
            }),
            "--debug",
            "watch",
            "--event",
            "a,b",
            "--debug",
            "--event=c",
            "--",
            "--debug");
    assertThat(code).isEqualTo(7);
    assertThat(text(out)).isEqualTo("[a, b, c] [--debug]");
  }

  @Test
  void helpOfACommandShowsItsOptionsUnderTheirHeadings() {
    Verb verb = verb((_, _) -> 7);
    assertThat(run(verb, "watch", "--help")).isEqualTo(ExitCode.OK);
    assertThat(text(out))
        .startsWith("Usage: vedette watch [OPTIONS] [FILE]\nLooks around.\n\nSelection:\n")
        .contains("  --event GLOB,...  only these events")
        .contains("  --stats           counts")
        .contains("  --debug");
    String first = text(out);
    out.reset();
    assertThat(run(verb, "help", "watch")).isEqualTo(ExitCode.OK);
    assertThat(text(out)).isEqualTo(first);
  }

  @Test
  void wrongOptionIsRefusedWithoutRunningTheCommand() {
    Verb verb = failing(() -> new AssertionError("ran"));
    assertThat(run(verb, "watch", "--evnet", "x")).isEqualTo(ExitCode.REFUSED);
    assertThat(text(err))
        .isEqualTo(
            """
            vedette: no such option: '--evnet'. Did you mean '--event'?
            Try 'vedette watch --help'.
            """);
  }

  @Test
  void passingFaultAsksForARetryWithItsMessageAlone() {
    Verb verb = failing(() -> new TapException(TapException.Fault.PASSING, "No node yet."));
    assertThat(run(verb, "watch")).isEqualTo(ExitCode.RETRY);
    assertThat(text(err)).isEqualTo("vedette: No node yet.\n");
  }

  @Test
  void lastingFaultIsRefusedAndItsDetailWaitsForDebug() {
    Verb verb = failing(() -> new TapException(TapException.Fault.LASTING, "Refused.", "long log"));
    assertThat(run(verb, "watch")).isEqualTo(ExitCode.REFUSED);
    assertThat(text(err)).isEqualTo("vedette: Refused.\nMore with --debug.\n");
    err.reset();
    assertThat(run(verb, "watch", "--debug")).isEqualTo(ExitCode.REFUSED);
    assertThat(text(err))
        .startsWith("vedette: Refused.\nlong log\n")
        .contains("TapException")
        .contains("\tat vedette.");
  }

  @Test
  void whatNobodyForesawShowsItsStackTraceAndAsksForARetry() {
    Verb verb = failing(() -> new IllegalStateException("broken"));
    assertThat(run(verb, "watch")).isEqualTo(ExitCode.RETRY);
    assertThat(text(err)).contains("IllegalStateException: broken").contains("\tat vedette.");
  }

  @Test
  void everyListedCommandHasAHelpPageAndDistinctOptions() {
    for (Verb verb : Commands.ALL) {
      Command command = verb.maker().get();
      assertThat(Help.ofCommand(verb.name(), command)).contains("Usage: vedette " + verb.name());
      assertThat(command.options().stream().flatMap(g -> g.options().stream()).map(Option::name))
          .doesNotHaveDuplicates()
          .doesNotContain("--help", "--debug")
          .allSatisfy(name -> assertThat(name).matches("--[a-z][a-z-]+"));
    }
    assertThat(Commands.ALL.stream().map(Verb::name)).doesNotHaveDuplicates();
  }

  private int run(Verb verb, String... args) {
    PrintStream stdout = new PrintStream(out, true, UTF_8);
    PrintStream stderr = new PrintStream(err, true, UTF_8);
    return new Cli(List.of(verb), "1.2.3", stdout, stderr).run(args);
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(UTF_8);
  }

  private interface Work {
    int run(Arguments given, PrintStream out) throws Exception;
  }

  private static Verb failing(Supplier<? extends Throwable> thrown) {
    return verb((_, _) -> {
      switch (thrown.get()) {
        case Exception e -> throw e;
        case Error e -> throw e;
        case Throwable t -> throw new AssertionError(t);
      }
    });
  }

  private static Verb verb(Work work) {
    return new Verb(
        "watch",
        "looks around",
        () ->
            new Command() {
              @Override
              public String about() {
                return "Looks around.";
              }

              @Override
              public String operands() {
                return "[FILE]";
              }

              @Override
              public List<OptionGroup> options() {
                return List.of(
                    OptionGroup.of(
                        "Selection",
                        Option.list("--event", "GLOB", "only these events"),
                        Option.flag("--stats", "counts")));
              }

              @Override
              public int run(Arguments given, PrintStream out, PrintStream err) throws Exception {
                return work.run(given, out);
              }
            });
  }
}
