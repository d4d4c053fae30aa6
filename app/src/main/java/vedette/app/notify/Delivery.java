package vedette.app.notify;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Hands one message to one channel, once, on the caller's thread.
final class Delivery {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int COMMAND_SECONDS = 30;
  private static final int LONGEST_TEXT = 3_500;

  private Delivery() {}

  /// @throws NotifyException if it was not taken
  static void deliver(Channel channel, Message message) {
    String text = cut(channel.text(message));
    switch (channel.target()) {
      case Channel.Webhook webhook -> webhook(channel, webhook, message, text);
      case Channel.Ntfy ntfy -> ntfy(channel, ntfy, message, text);
      case Channel.Smtp smtp -> new Smtp(channel.route(), smtp).send(message, text);
      case Channel.Telegram telegram -> telegram(channel, telegram, message, text);
      case Channel.Matrix matrix -> matrix(channel, matrix, message, text);
      case Channel.Command command -> command(command, message.title() + "\n\n" + text + "\n");
    }
  }

  private static void webhook(
      Channel channel, Channel.Webhook target, Message message, String text) {
    ObjectNode body =
        JSON.createObjectNode()
            .put("id", message.id())
            .put("at", message.at())
            .put("status", word(message.status()))
            .put("severity", message.severity())
            .put("title", message.title())
            .put("text", text);
    ArrayNode alerts = body.putArray("alerts");
    for (Message.Item item : message.alerts()) {
      alerts
          .addObject()
          .put("rule", item.rule())
          .put("subject", item.subject())
          .put("severity", item.severity())
          .put("status", item.firing() ? "firing" : "resolved")
          .put("title", item.title())
          .put("since", item.since());
    }
    send(channel, json("POST", uri(target.address()), body), target.token());
  }

  private static void ntfy(Channel channel, Channel.Ntfy target, Message message, String text) {
    String priority =
        switch (message.status()) {
          case RESOLVED -> "3";
          case FIRING, TEST -> message.rank() == 2 ? "5" : message.rank() == 1 ? "4" : "3";
        };
    Http.Request request =
        Http.Request.of("POST", uri(target.address()), text)
            .with("Title", Smtp.header(message.title()))
            .with("Priority", priority)
            .with("Content-Type", "text/plain; charset=utf-8");
    send(channel, request, target.token());
  }

  private static void telegram(
      Channel channel, Channel.Telegram target, Message message, String text) {
    ObjectNode body =
        JSON.createObjectNode()
            .put("chat_id", target.chat())
            .put("text", message.title() + "\n\n" + text);
    body.putObject("link_preview_options").put("is_disabled", true);
    // The token is part of the path: errors name the host alone.
    URI uri = below(target.api(), "/bot" + target.token().read() + "/sendMessage");
    send(channel, json("POST", uri, body), Optional.empty());
  }

  private static void matrix(Channel channel, Channel.Matrix target, Message message, String text) {
    ObjectNode body =
        JSON.createObjectNode()
            .put("msgtype", "m.text")
            .put("body", message.title() + "\n\n" + text);
    // The same transaction id at each attempt: the server keeps the message once.
    String path =
        "/_matrix/client/v3/rooms/%s/send/m.room.message/%s"
            .formatted(URLEncoder.encode(target.room(), StandardCharsets.UTF_8), message.id());
    send(
        channel, json("PUT", below(uri(target.server()), path), body), Optional.of(target.token()));
  }

  private static void command(Channel.Command target, String text) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(target.command())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD);
      // Vedette's environment may hold secrets.
      builder.environment().keySet().retainAll(java.util.Set.of("PATH", "HOME", "LANG", "TZ"));
      Process process = builder.start();
      try (OutputStream in = process.getOutputStream()) {
        in.write(text.getBytes(StandardCharsets.UTF_8));
      } catch (IOException _) {
        // It may end without reading; its exit code says how it went.
      }
      if (!process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw NotifyException.later("the command did not end within " + COMMAND_SECONDS + " s");
      }
      if (process.exitValue() != 0) {
        throw NotifyException.later("the command ended with code " + process.exitValue());
      }
    } catch (IOException refused) {
      throw NotifyException.later("the command cannot be started", refused);
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      throw NotifyException.later("ended before the command had", ending);
    }
  }

  static Http.Request json(String method, URI uri, Object body) {
    return Http.Request.of(method, uri, JSON.writeValueAsString(body))
        .with("Content-Type", "application/json");
  }

  private static void send(Channel channel, Http.Request request, Optional<Hidden> token) {
    token.ifPresent(it -> request.with("Authorization", "Bearer " + it.read()));
    new Http(channel.route()).send(request);
  }

  static URI uri(Channel.Address address) {
    return switch (address) {
      case Channel.Address.Open(URI uri) -> uri;
      case Channel.Address.Secret(Hidden hidden) -> uri(hidden);
    };
  }

  static URI uri(Hidden hidden) {
    try {
      URI uri = new URI(hidden.read());
      if (uri.getHost() != null && String.valueOf(uri.getScheme()).matches("(?i)https?")) {
        return uri;
      }
    } catch (URISyntaxException _) {
      // Told below, without the address.
    }
    throw NotifyException.refused("the secret is no address such as https://host/path");
  }

  static URI below(URI server, String path) {
    String base = server.toString();
    return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
  }

  private static String word(Message.Status status) {
    return switch (status) {
      case FIRING -> "firing";
      case RESOLVED -> "resolved";
      case TEST -> "test";
    };
  }

  private static String cut(String text) {
    return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "…" : text;
  }
}
