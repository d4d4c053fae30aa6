package vedette.app.config;

import static vedette.app.config.OldVariable.differs;
import static vedette.app.config.OldVariable.kept;
import static vedette.app.config.OldVariable.none;
import static vedette.app.config.OldVariable.worksNow;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Every variable by which the TrueBit node monitor and its aggregator were set.
final class OldVariables {
  private static final String NO_FEDERATION = "There is no federation in this version.";
  private static final String NOT_NEEDED =
      "There is no need: the policy allows what Vedette's own pages do.";

  private OldVariables() {}

  static final List<OldVariable> ALL =
      List.of(
          differs(
              "PORT", "web.port", "8090 as before, also if it is not set.", whole(1, 65_535, "")),
          differs(
              "HOST",
              "web.address",
              "Unless set, only this machine reaches Vedette. Anything but loopback needs a"
                  + " password first: `vedette login --new-password`.",
              OldVariables::address),
          kept(
              "ALLOWED_ORIGINS",
              "web.origins",
              "Pages of these origins may read answers with a token, not with a cookie.",
              OldVariables::origins),
          none("CORS_ALLOW_ALL", "Name the origins in ALLOWED_ORIGINS."),
          worksNow(
              "API_KEY",
              "web.api-key",
              "Has the scope read; at least 16 characters. The old monitor's own pages broke when"
                  + " it was set.",
              key("API_KEY")),
          differs(
              "WS_AUTH_TOKEN",
              "web.api-key",
              "The same key as API_KEY, which goes before it.",
              key("WS_AUTH_TOKEN")),
          none("WS_AUTH_REQUIRED", "Who listens at `/ws` always has to log in."),
          kept("WS_MAX_CONNECTIONS", "truebit.ws-clients", "As before.", whole(1, 1_000, "")),
          differs(
              "WS_MAX_PER_IP",
              "truebit.ws-clients-each",
              "Counted by the client's own address; name your proxy in `web.trusted-proxies`.",
              whole(1, 1_000, "")),
          kept(
              "WS_AUTH_TIMEOUT",
              "truebit.ws-login",
              "In milliseconds.",
              whole(1_000, 600_000, " ms")),
          differs(
              "CONTAINER_NAME",
              "truebit.container",
              "The exact name; before, a part of it was enough.",
              OldVariables::container),
          differs(
              "DOCKER_SOCKET_PATH",
              "truebit.socket",
              "Only GET is sent through it, unless `truebit.exec` allows more.",
              OldVariables::socket),
          worksNow(
              "LOG_RETENTION_DAYS",
              "truebit.keep-logs",
              "The old monitor read it nowhere and kept everything; here it counts.",
              whole(1, 18_250, " d")),
          kept(
              "MAX_OUTPUT_DATA_BYTES",
              "truebit.data-size",
              "1 KiB to 4 MiB; also of a task's input.",
              whole(1 << 10, 4 << 20, " B")),
          kept(
              "MAX_ARTIFACT_BYTES",
              "truebit.artifact-size",
              "1 KiB to 64 MiB; and `truebit.artifacts` or `truebit.exec` lets it be read.",
              whole(1 << 10, 64 << 20, " B")),
          kept(
              "TASK_DATA_PASSWORD",
              "truebit.data-password",
              "Unless set, one is made and shown once; before, one at each start.",
              _ -> "{env: TASK_DATA_PASSWORD}"),
          none(
              "DB_PATH",
              "The old database is not read; the node's own logs and EventDB have it all."
                  + " Vedette's is in `directory`."),
          none("NODE_ENV", "There is one way to run."),
          none(
              "HTTPS_ENABLED",
              "Put a reverse proxy with TLS before it, and name it in `web.trusted-proxies`."),
          none("CSP_DISABLED", NOT_NEEDED),
          none("ANALYTICS_URL", "Nobody is told who looks at the dashboard."),
          none("ANALYTICS_WEBSITE_ID", "Nobody is told who looks at the dashboard."),
          none("NODE_CONTINENT", NO_FEDERATION),
          none("FEDERATION_NATS_URL", NO_FEDERATION),
          none("FEDERATION_NATS_USER", NO_FEDERATION),
          none("FEDERATION_NATS_PASSWORD", NO_FEDERATION),
          none("NATS_URL", "The aggregator's. " + NO_FEDERATION),
          none("NATS_USER", "The aggregator's. " + NO_FEDERATION),
          none("NATS_AGGREGATOR_PASSWORD", "The aggregator's. " + NO_FEDERATION),
          none("PUBLISH_INTERVAL", "The aggregator's. " + NO_FEDERATION),
          none("CLEANUP_INTERVAL", "The aggregator's. " + NO_FEDERATION),
          none("RETENTION_DAYS", "The aggregator's. " + NO_FEDERATION),
          none("RATE_LIMIT_PER_NODE", "The aggregator's. " + NO_FEDERATION),
          none("RATE_LIMIT_WINDOW", "The aggregator's. " + NO_FEDERATION),
          none("GLOBAL_RATE_LIMIT", "The aggregator's. " + NO_FEDERATION));

  private static OldVariable.Reading whole(long least, long most, String unit) {
    return value -> {
      if (value.matches("[0-9]{1,15}")) {
        long number = Long.parseLong(value);
        if (number >= least && number <= most) {
          return number + unit;
        }
      }
      throw new Unfit("expected %d to %d".formatted(least, most));
    };
  }

  private static OldVariable.Reading key(String name) {
    return value -> {
      if (value.length() < 16) {
        throw new Unfit("expected at least 16 characters; openssl rand -hex 32 makes some");
      }
      return "{env: " + name + "}";
    };
  }

  private static String address(String value) throws Unfit {
    String text = value.toLowerCase(Locale.ROOT).equals("localhost") ? "127.0.0.1" : value;
    try {
      return quoted(InetAddress.ofLiteral(text).getHostAddress());
    } catch (IllegalArgumentException _) {
      throw new Unfit("expected an IP address");
    }
  }

  private static String origins(String value) throws Unfit {
    List<String> all = new ArrayList<>();
    for (String part : value.split(",", 64)) {
      String origin = part.strip().replaceAll("/+$", "");
      if (!origin.matches("https?://[A-Za-z0-9.:\\[\\]-]{1,260}") || all.size() >= 32) {
        throw new Unfit("expected at most 32 origins such as https://node.example");
      }
      all.add(quoted(origin));
    }
    return "[" + String.join(", ", all) + "]";
  }

  private static String container(String value) throws Unfit {
    if (!value.matches("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,127}")) {
      throw new Unfit("expected a container's name");
    }
    return quoted(value);
  }

  private static String socket(String value) throws Unfit {
    String path = value.replaceFirst("^unix://", "");
    if (!path.matches("/[^\\p{Cntrl}]{1,255}")) {
      throw new Unfit("expected the path of a socket");
    }
    return quoted(path);
  }

  /// YAML that is this text, whatever is in it.
  private static String quoted(String text) {
    return text.matches("[A-Za-z/][A-Za-z0-9/._-]*") ? text : "'" + text.replace("'", "''") + "'";
  }
}
