package vedette.app.alerts;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import vedette.app.cli.Arguments;
import vedette.app.cli.Command;
import vedette.app.cli.ExitCode;
import vedette.app.cli.Option;
import vedette.app.cli.OptionGroup;
import vedette.app.cli.UsageException;
import vedette.app.config.AlertsSettings;
import vedette.app.config.Config;
import vedette.app.config.ConfigCommand;
import vedette.app.notify.Courier;
import vedette.app.web.api.Alarms;
import vedette.watch.alert.Alert;
import vedette.watch.alert.Announcer;
import vedette.watch.alert.PrometheusRules;
import vedette.watch.alert.Rule;
import vedette.watch.view.AlertsView;

/// `vedette alerts`: works beside the Vedette that runs, through files in its directory.
public final class AlertsCommand implements Command {
  private static final List<String> FORMATS = List.of("text", "prometheus");

  /// Made by the command line when it is asked for.
  public AlertsCommand() {}

  @Override
  public String about() {
    return """
    Looks at what 'vedette up' alerts about. More in docs/alerts.md.
      list            what fires, and what was over lately
      rules           the rules that count; --format prometheus writes them as a rule file
      test            sends a test message to every channel, or to one
      mute            keeps alerts of a rule, a service or all from being told
      unmute          takes that back
    """;
  }

  @Override
  public String operands() {
    return "list|rules|test|mute|unmute";
  }

  @Override
  public List<OptionGroup> options() {
    return List.of(
        OptionGroup.of(
            "What",
            Option.value("--format", "FORMAT", "of rules: text (default) or prometheus"),
            Option.value("--channel", "NAME", "only this channel is tested"),
            Option.value("--rule", "ID", "only this rule is muted"),
            Option.value("--service", "KEY", "only this node or service is muted"),
            Option.value(
                "--for", "SPAN", "mutes for so long, such as 2h; unless given until unmute"),
            Option.flag("--maintenance", "mutes as a maintenance window")),
        OptionGroup.of(
            "Which configuration",
            Option.value("--config", "FILE", "this file, as for 'vedette config'"),
            Option.repeated("--set", "KEY=VALUE", "sets one, such as alerts.enabled=false")));
  }

  @Override
  public int run(Arguments given, PrintStream out, PrintStream err) throws IOException {
    String verb = given.verb();
    given.allow(1);
    return switch (verb) {
      case "list" -> list(ConfigCommand.load(given).config(), out, err);
      case "rules" -> rules(given, out, err);
      case "test" -> test(given, out);
      case "mute" -> mute(given, true, out);
      case "unmute" -> mute(given, false, out);
      default ->
          throw new UsageException(
              "expected list, rules, test, mute or unmute. Found: '" + verb + "'.");
    };
  }

  private static int list(Config config, PrintStream out, PrintStream err) {
    RuleBook book = RuleBook.of(config.alerts());
    Kept.State state;
    try {
      state = new Kept(config.directory()).read();
    } catch (IOException unreadable) {
      err.println("vedette: " + unreadable.getMessage());
      return ExitCode.REFUSED;
    }
    if (state.firing().isEmpty()) {
      out.println("Nothing fires.");
    }
    state.firing().forEach(alert -> line(book, alert, Optional.empty(), out));
    for (Announcer.Mute mute : state.mutes()) {
      out.printf(
          "%s: %s %s %s%n",
          mute.maintenance() ? "maintenance" : "muted",
          mute.rule().isEmpty() ? "all rules" : mute.rule(),
          mute.subject().isEmpty() ? "" : "of " + mute.subject(),
          mute.until() == 0 ? "until it is taken back" : "until " + time(mute.until()));
    }
    if (!state.recent().isEmpty()) {
      out.println("Over lately:");
    }
    state.recent().forEach(it -> line(book, it.alert(), Optional.of(it.at()), out));
    return ExitCode.OK;
  }

  private static void line(RuleBook book, Alert alert, Optional<Long> end, PrintStream out) {
    Optional<Rule> rule = book.rule(alert.rule());
    out.printf(
        "%-8s %s  %s%s%n",
        rule.map(it -> it.severity().word()).orElse("?"),
        time(alert.firedAt()) + end.map(at -> " to " + time(at)).orElse(""),
        alert.subject().isEmpty() ? "" : alert.subject() + ": ",
        rule.map(Rule::title).orElse("") + " (" + alert.rule() + ")");
    if (end.isEmpty()) {
      rule.ifPresent(it -> out.println("         " + it.todo()));
      alert
          .readings()
          .forEach(
              it -> out.println("         " + it.metric() + it.labels().text() + " " + it.value()));
    }
  }

  private static String time(long at) {
    return Instant.ofEpochMilli(at).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static int rules(Arguments given, PrintStream out, PrintStream err) {
    RuleBook book = RuleBook.of(ConfigCommand.load(given).config().alerts());
    book.problems().forEach(problem -> err.println("vedette: " + problem));
    if (given.choice("--format", FORMATS).orElse("text").equals("prometheus")) {
      out.print(PrometheusRules.file(book.rules(), book.limits()));
    } else {
      for (AlertsView.RuleRow rule : book.rows()) {
        out.printf("%-28s %-8s %s%n", rule.id(), rule.severity(), rule.title());
        rule.thresholds().forEach((name, value) -> out.printf("    %s: %s%n", name, value));
      }
    }
    return out.checkError() ? ExitCode.RETRY : ExitCode.OK;
  }

  private static int test(Arguments given, PrintStream out) {
    AlertsSettings settings = ConfigCommand.load(given).config().alerts();
    Optional<String> only = given.text("--channel");
    try (Courier courier =
        Courier.start(Channels.of(settings), Courier.Pace.PRESET, (_, _) -> {})) {
      List<Alarms.Tried> tried = Alarm.tried(courier, only);
      if (tried.isEmpty()) {
        out.println(
            only.map(name -> "There is no channel " + name + ".")
                .orElse("No channel is set. Do: see docs/alerts.md"));
        return ExitCode.REFUSED;
      }
      tried.forEach(it ->
          out.println(
              it.name()
                  + " ("
                  + it.kind()
                  + "): "
                  + (it.trouble().isEmpty() ? "taken" : it.trouble())));
      return tried.stream().allMatch(it -> it.trouble().isEmpty()) ? ExitCode.OK : ExitCode.RETRY;
    }
  }

  private static int mute(Arguments given, boolean wanted, PrintStream out) throws IOException {
    Config config = ConfigCommand.load(given).config();
    String rule = given.text("--rule").orElse("");
    String subject = given.text("--service").orElse("");
    RuleBook book = RuleBook.of(config.alerts());
    if (!rule.isEmpty() && book.rule(rule).isEmpty()) {
      throw new UsageException("--rule: there is no rule '" + rule + "'. Do: see 'alerts rules'.");
    }
    if (!subject.matches("[A-Za-z0-9_-]{0,64}")) {
      throw new UsageException("--service: expected the key of a node or service.");
    }
    OptionalLong until =
        given
            .duration("--for")
            .map(span -> OptionalLong.of(System.currentTimeMillis() + span.toMillis()))
            .orElse(OptionalLong.empty());
    Announcer.Mute mute =
        new Announcer.Mute(rule, subject, until.orElse(0), given.has("--maintenance"));
    new Requests(config.directory()).leave(new Requests.Request(wanted, mute));
    out.println(
        wanted
            ? "Asked for: Vedette keeps silent about it within a second, or when it starts."
            : "Asked for: Vedette speaks about it again.");
    return ExitCode.OK;
  }
}
