package vedette.poll.docker;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vedette.poll.Trouble;
import vedette.poll.Words;

/// Makes records of the engine's JSON. Pure and total: any bytes are a record or a
/// [DockerException]. Docker and podman differ in what they leave out.
final class DockerAnswers {
  private static final int LONGEST_TEXT = 300;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(64)
                          .maxStringLength(1 << 20)
                          .maxNameLength(1024)
                          .maxNumberLength(64)
                          .maxTokenCount(500_000)
                          .build())
                  .build())
          .build();

  private DockerAnswers() {}

  static ContainerState container(byte[] body) {
    JsonNode all = object(body, "a container");
    String id = all.path("Id").stringValue("");
    if (!id.matches("[0-9a-f]{12,64}")) {
      throw garbage("a container without an id");
    }
    JsonNode state = all.path("State");
    JsonNode config = all.path("Config");
    String status = text(state.path("Status"));
    boolean begun = state.path("Running").booleanValue(false);
    // Docker says also of one that is paused, or waits for its next start, that it runs.
    boolean waits = status.equals("restarting") || state.path("Restarting").booleanValue(false);
    boolean paused = status.equals("paused") || state.path("Paused").booleanValue(false);
    return new ContainerState(
        id,
        slashless(text(all.path("Name"))),
        text(config.path("Image")),
        text(all.path("Image")),
        status,
        begun && !waits && !paused,
        time(all.path("Created")),
        time(state.path("StartedAt")),
        time(state.path("FinishedAt")),
        paused || (begun && !waits) ? OptionalLong.empty() : whole(state.path("ExitCode")),
        whole(all.path("RestartCount")),
        config.path("Tty").booleanValue(false),
        text(all.path("HostConfig").path("LogConfig").path("Type")));
  }

  static ImageState image(byte[] body) {
    JsonNode all = object(body, "an image");
    String id = bare(text(all.path("Id")));
    if (!id.matches("[0-9a-f]{12,64}")) {
      throw garbage("an image without an id");
    }
    return new ImageState(id, time(all.path("Created")));
  }

  /// Docker writes the algorithm in front of a digest, podman does not.
  static String bare(String digest) {
    return digest.startsWith("sha256:") ? digest.substring(7) : digest;
  }

  static ContainerStats stats(byte[] body) {
    JsonNode all = object(body, "a container's use");
    JsonNode cpu = all.path("cpu_stats");
    JsonNode memory = all.path("memory_stats");
    OptionalLong usage = whole(memory.path("usage"));
    JsonNode more = memory.path("stats");
    OptionalLong cache =
        whole(
            more.path("inactive_file").isMissingNode()
                ? more.path("total_inactive_file")
                : more.path("inactive_file"));
    boolean less = usage.isPresent() && cache.isPresent() && cache.getAsLong() < usage.getAsLong();
    return new ContainerStats(
        whole(cpu.path("cpu_usage").path("total_usage")),
        whole(cpu.path("system_cpu_usage")),
        whole(cpu.path("online_cpus")),
        less ? OptionalLong.of(usage.getAsLong() - cache.getAsLong()) : usage,
        whole(memory.path("limit")));
  }

  /// The id of a command that may be started now.
  static String execId(byte[] body) {
    String id = text(object(body, "a command").path("Id"));
    if (!id.matches("[0-9a-f]{12,64}")) {
      throw garbage("a command without an id");
    }
    return id;
  }

  /// How a command ended. While it runs Docker has no code and podman 0.
  static OptionalInt execEnded(byte[] body) {
    JsonNode all = object(body, "a command");
    JsonNode code = all.path("ExitCode");
    boolean ended = !all.path("Running").booleanValue(true);
    return ended && code.isInt() ? OptionalInt.of(code.intValue()) : OptionalInt.empty();
  }

  /// What one line of the stream of events says; empty if it is about something else.
  static Optional<DockerEvent> event(String line) {
    JsonNode all;
    try {
      all = JSON.readTree(line);
    } catch (JacksonException noJson) {
      return Optional.empty();
    }
    if (all == null || !all.path("Type").stringValue("").equals("container")) {
      return Optional.empty();
    }
    JsonNode actor = all.path("Actor");
    return Optional.of(
        new DockerEvent(
            text(all.path("Action")),
            text(actor.path("ID")),
            slashless(text(actor.path("Attributes").path("name")))));
  }

  /// The engine's own words for what went wrong.
  static String message(byte[] body) {
    try {
      JsonNode all = JSON.readTree(body);
      return all == null ? "" : text(all.path("message"));
    } catch (JacksonException noJson) {
      return "";
    }
  }

  private static JsonNode object(byte[] body, String what) {
    try {
      JsonNode all = JSON.readTree(body);
      if (all != null && all.isObject()) {
        return all;
      }
      throw garbage("JSON that is no object instead of " + what);
    } catch (JacksonException noJson) {
      throw garbage("no JSON instead of " + what + ": " + noJson.getOriginalMessage());
    }
  }

  private static DockerException garbage(String found) {
    return new DockerException(
        Trouble.GARBAGE, found + ". Is this the socket of a Docker Engine or of podman?");
  }

  private static String text(JsonNode node) {
    return Words.oneLine(node.stringValue(""), LONGEST_TEXT);
  }

  private static String slashless(String name) {
    return name.startsWith("/") ? name.substring(1) : name;
  }

  private static OptionalLong whole(JsonNode node) {
    return node.isIntegralNumber() && node.canConvertToLong() && node.longValue() >= 0
        ? OptionalLong.of(node.longValue())
        : OptionalLong.empty();
  }

  /// The year 1 is the engine's word for never.
  private static Optional<Instant> time(JsonNode node) {
    try {
      Instant time = Instant.parse(node.stringValue(""));
      return time.getEpochSecond() > 0 ? Optional.of(time) : Optional.empty();
    } catch (DateTimeParseException none) {
      return Optional.empty();
    }
  }
}
