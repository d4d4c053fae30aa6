package vedette.watch.truebit;

import java.util.List;
import vedette.watch.service.Measure;

/// What is measured of a TrueBit node. No series has a task, an address or a text of the log in it.
final class TruebitMeasures {
  static final Measure TASKS =
      Measure.gauge(
          "vedette_truebit_tasks", "tasks", "Tasks that are kept, by status.", "log", 4, "status");
  static final Measure TASKS_CACHED =
      Measure.gauge(
          "vedette_truebit_tasks_cached",
          "tasks",
          "Tasks whose program had been prepared before.",
          "log");
  static final Measure FAILED =
      Measure.gauge("vedette_truebit_tasks_failed", "tasks", "Tasks that failed.", "log").keep();
  static final Measure EXECUTING =
      Measure.gauge("vedette_truebit_tasks_executing", "tasks", "Tasks that execute now.", "log")
          .keep();
  static final Measure LAST_TASK =
      Measure.gauge(
          "vedette_truebit_last_task_age_seconds", "s", "Since the last task came in.", "log");
  static final Measure LAST_FAILURE =
      Measure.gauge(
          "vedette_truebit_last_failure_age_seconds", "s", "Since a task failed last.", "log");
  static final Measure LAST_ENTRY =
      Measure.gauge(
          "vedette_truebit_last_log_age_seconds", "s", "Since the last entry of the log.", "log");
  static final Measure SILENT =
      Measure.gauge(
          "vedette_truebit_log_silent_seconds",
          "s",
          "Since the last entry of the log, by its stamp or by when it was read, whichever is"
              + " later.",
          "log");
  static final Measure SLOTS_USED =
      Measure.gauge("vedette_truebit_slots_used", "slots", "Slots that are taken.", "log").keep();
  static final Measure SLOTS =
      Measure.gauge("vedette_truebit_slots", "slots", "Slots that there are.", "log");
  static final Measure REGISTERED =
      Measure.gauge(
          "vedette_truebit_registered",
          "bool",
          "Whether the node said that it is registered.",
          "log");
  static final Measure INVOICES =
      Measure.gauge("vedette_truebit_invoices", "invoices", "Invoices that are kept.", "log")
          .keep();
  static final Measure EARNED =
      Measure.gauge(
          "vedette_truebit_earned",
          "steps × price",
          "Sum of steps × price over the own address's lines; the currency is not said.",
          "log",
          3,
          "operation");
  static final Measure ENTRIES =
      Measure.counter(
          "vedette_truebit_log_entries_total",
          "entries",
          "Entries of the log, by kind, since the ledger was begun.",
          "log",
          16,
          "kind");
  static final Measure UNKNOWN =
      Measure.counter(
          "vedette_truebit_unknown_records_total",
          "records",
          "Records of EventDB of types that are not known.",
          "log");
  static final Measure UNATTRIBUTED =
      Measure.counter(
          "vedette_truebit_unattributed_total",
          "entries",
          "Outputs and starts of which it cannot be told whose they are.",
          "log");
  static final Measure BEHIND =
      Measure.gauge(
          "vedette_truebit_log_behind_bytes", "B", "Bytes of logs still to be read.", "log");
  static final Measure STORE =
      Measure.gauge("vedette_truebit_store_bytes", "B", "Size of the database.", "log");
  static final Measure RUNNING =
      Measure.gauge(
              "vedette_truebit_container_running",
              "bool",
              "Whether the container runs.",
              "container")
          .keep();
  static final Measure STARTED =
      Measure.gauge(
          "vedette_truebit_container_start_time_seconds",
          "time",
          "When the container began.",
          "container");
  static final Measure RESTARTS =
      Measure.gauge(
          "vedette_truebit_container_restarts",
          "restarts",
          "How often the engine has restarted the container.",
          "container");
  static final Measure IMAGE_REPLACED =
      Measure.gauge(
          "vedette_truebit_image_replaced",
          "bool",
          "Whether the tag of the container's image means another image on this machine by now.",
          "image");
  static final Measure IMAGE_CREATED =
      Measure.gauge(
          "vedette_truebit_image_created_timestamp_seconds",
          "time",
          "When the image in use was built.",
          "image");
  static final Measure STAKE =
      Measure.gauge(
              "vedette_truebit_chain_stake",
              "TRU",
              "What the own address has staked, as Ethereum says.",
              "staking")
          .keep();
  static final Measure UNLOCK =
      Measure.gauge(
          "vedette_truebit_chain_stake_unlock_timestamp_seconds",
          "time",
          "When the stake may be taken out.",
          "staking");
  static final Measure TOTAL_STAKED =
      Measure.gauge(
          "vedette_truebit_chain_total_staked",
          "TRU",
          "What everybody has staked, as Ethereum says.",
          "staking");
  static final Measure BALANCE =
      Measure.gauge(
              "vedette_truebit_chain_balance",
              "TRU",
              "What the own address holds besides, as Ethereum says.",
              "staking")
          .keep();
  static final Measure SUPPLY =
      Measure.gauge(
          "vedette_truebit_chain_token_supply",
          "TRU",
          "TRU that there is in all, as Ethereum says.",
          "staking");
  static final Measure BURNED =
      Measure.gauge(
          "vedette_truebit_chain_token_burned",
          "TRU",
          "TRU at the addresses 0x0…0 and 0x0…dead, as Ethereum says.",
          "staking");
  static final Measure CHAIN_REGISTERED =
      Measure.gauge(
          "vedette_truebit_chain_registered",
          "bool",
          "Whether the own address is registered, as Avalanche says.",
          "registry");
  static final Measure CHAIN_NODES =
      Measure.gauge(
          "vedette_truebit_chain_nodes",
          "nodes",
          "Nodes that are registered, as Avalanche says.",
          "registry");
  static final Measure CHAIN_BLOCK =
      Measure.gauge(
          "vedette_truebit_chain_block_timestamp_seconds",
          "time",
          "The time of the block of which a chain's numbers are.",
          "staking, registry",
          2,
          "chain");
  static final Measure CPU =
      Measure.gauge(
              "vedette_truebit_container_cpu_ratio", "ratio", "CPU use; 1 is one processor.", "use")
          .keep();
  static final Measure MEMORY =
      Measure.gauge("vedette_truebit_container_memory_bytes", "B", "Memory in use.", "use").keep();
  static final Measure MEMORY_LIMIT =
      Measure.gauge(
          "vedette_truebit_container_memory_limit_bytes", "B", "Memory that it may use.", "use");
  static final Measure INFO =
      Measure.info(
          "vedette_truebit_info",
          "Image and version.",
          "container",
          "image",
          "image_id",
          "version");

  static final List<Measure> ALL =
      List.of(
          TASKS,
          TASKS_CACHED,
          FAILED,
          EXECUTING,
          LAST_TASK,
          LAST_FAILURE,
          LAST_ENTRY,
          SILENT,
          SLOTS_USED,
          SLOTS,
          REGISTERED,
          INVOICES,
          EARNED,
          ENTRIES,
          UNKNOWN,
          UNATTRIBUTED,
          BEHIND,
          STORE,
          RUNNING,
          STARTED,
          RESTARTS,
          IMAGE_REPLACED,
          IMAGE_CREATED,
          STAKE,
          UNLOCK,
          TOTAL_STAKED,
          BALANCE,
          SUPPLY,
          BURNED,
          CHAIN_REGISTERED,
          CHAIN_NODES,
          CHAIN_BLOCK,
          CPU,
          MEMORY,
          MEMORY_LIMIT,
          INFO);

  private TruebitMeasures() {}
}
