package vedette.watch.alert;

import static vedette.watch.alert.ServiceRules.SERVICE;
import static vedette.watch.alert.ServiceRules.rule;
import static vedette.watch.alert.Value.Operator.DIVIDED;
import static vedette.watch.alert.Value.Operator.MINUS;
import static vedette.watch.alert.Value.age;
import static vedette.watch.alert.Value.least;
import static vedette.watch.alert.Value.limit;
import static vedette.watch.alert.Value.metric;
import static vedette.watch.alert.Value.number;

import java.time.Duration;
import java.util.List;

/// Rules about TrueBit nodes.
final class TruebitRules {
  private static final String TRUEBIT = "truebit";

  /// Its container is known not to run.
  static final Condition STOPPED = metric("vedette_truebit_container_running").is(0);

  /// What is read is old: it says nothing of now.
  private static final Condition CATCHING_UP =
      metric("vedette_truebit_log_behind_bytes").above(number(1 << 20));

  private static final Value.Metric RESTARTS = metric("vedette_truebit_container_restarts");

  private TruebitRules() {}

  static final List<Rule> ALL =
      List.of(
          rule("TruebitDown", TRUEBIT, Severity.CRITICAL)
              .minutes(3)
              .whole()
              .title("the TrueBit node does not run")
              .reason("It gets no tasks; what it had begun may cost a penalty.")
              .when(
                  STOPPED,
                  "`docker ps -a` says how it ended, `docker logs` why; start it with"
                      + " `docker start`."),
          rule("TruebitRestarts", TRUEBIT, Severity.WARNING)
              .title("the TrueBit node is restarted again and again")
              .reason("It ends soon after each start.")
              .when(
                  RESTARTS
                      .with(MINUS, least(RESTARTS, Duration.ofHours(1)), SERVICE)
                      .atLeast(
                          limit(
                              "truebit-restarts",
                              3,
                              "restarts",
                              "Restarts of its container in an hour that are worth a warning.")),
                  "Look on the page TrueBit what its log said last."),
          rule("TruebitSilent", TRUEBIT, Severity.WARNING)
              .minutes(5)
              .title("the TrueBit node writes nothing any more")
              .reason("One that lives writes every two minutes: it hangs, or its log is elsewhere.")
              .when(
                  metric("vedette_truebit_log_silent_seconds")
                      .above(
                          limit(
                              "truebit-log-silent",
                              900,
                              "s",
                              "Time without an entry in its log that is worth a warning.")),
                  "Look whether its container still does something; restart it."),
          rule("TruebitNoTask", TRUEBIT, Severity.WARNING)
              .minutes(10)
              .under("TruebitSilent", "TruebitUnregistered", "TruebitSlotsExhausted")
              .title("the TrueBit node has got no task for long")
              .reason("It may be left out: not registered, too little staked, or an old version.")
              .when(
                  metric("vedette_truebit_last_task_age_seconds")
                      .above(
                          limit(
                              "truebit-no-task",
                              604_800,
                              "s",
                              "Time without a task that is worth a warning."))
                      .unless(CATCHING_UP, SERVICE),
                  "Look on the page TrueBit whether it is registered; raise the threshold where"
                      + " tasks are rare."),
          rule("TruebitTaskFailed", TRUEBIT, Severity.WARNING)
              .title("a task failed")
              .reason("A wrong or missing result may cost a penalty.")
              .when(
                  metric("vedette_truebit_last_failure_age_seconds")
                      .below(
                          limit(
                              "truebit-failure-recent",
                              3_600,
                              "s",
                              "How long a task that failed is worth a warning.")),
                  "Look on the page TrueBit at the task and at the log around it."),
          rule("TruebitUnregistered", TRUEBIT, Severity.WARNING)
              .minutes(30)
              .title("the TrueBit node is not registered")
              .reason("Only registered nodes get tasks.")
              .when(
                  metric("vedette_truebit_registered")
                      .is(0)
                      .unless(CATCHING_UP, SERVICE)
                      .or(metric("vedette_truebit_chain_registered").is(0)),
                  "Look into its log why; its address may have too little staked."),
          rule("TruebitSlotsExhausted", TRUEBIT, Severity.WARNING)
              .minutes(30)
              .title("all slots of the TrueBit node are taken")
              .reason("It takes nothing new; executions may hang.")
              .when(
                  metric("vedette_truebit_slots_used")
                      .with(DIVIDED, metric("vedette_truebit_slots"), SERVICE)
                      .atLeast(
                          limit(
                              "truebit-slots",
                              1,
                              "share",
                              "Share of the slots in use that is worth a warning."))
                      .unless(CATCHING_UP, SERVICE),
                  "Look on the page TrueBit what executes and since when; restart the node if"
                      + " nothing ends."),
          rule("TruebitImageOutdated", TRUEBIT, Severity.INFO)
              .minutes(60)
              .title("the TrueBit node runs an old image")
              .reason("A newer one has been pulled, or the one in use is old.")
              .when(
                  metric("vedette_truebit_image_replaced")
                      .is(1)
                      .or(
                          age(metric("vedette_truebit_image_created_timestamp_seconds"))
                              .above(
                                  limit(
                                      "truebit-image-old",
                                      15_552_000,
                                      "s",
                                      "Age of its image that is worth a word."))),
                  "`docker compose pull`, then `docker compose up -d`."));
}
