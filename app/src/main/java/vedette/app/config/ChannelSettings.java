package vedette.app.config;

import static vedette.app.config.AlertsSettings.ENDPOINT;
import static vedette.app.config.AlertsSettings.TEXT;
import static vedette.app.config.AlertsSettings.WORD;
import static vedette.app.config.Setting.preset;
import static vedette.app.config.Setting.required;
import static vedette.app.config.Setting.unset;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import vedette.app.config.AlertsSettings.Severity;

/// One way to tell somebody.
///
/// @param url where it goes; empty for mail and commands
/// @param secretUrl instead of `url`, if the address itself is a secret
/// @param least what is less severe does not go this way
/// @param details whether amounts, addresses and ids of channels are told
/// @param perHour most messages in an hour
/// @param socks proxy `HOST:PORT`, which looks up names as well
/// @param ca file with the only certificates to trust
public record ChannelSettings(
    String name,
    Target kind,
    Optional<URI> url,
    Optional<Secret> secretUrl,
    Optional<Secret> token,
    Optional<String> host,
    Optional<Integer> port,
    Security security,
    Optional<String> user,
    Optional<Secret> password,
    Optional<String> from,
    List<String> to,
    Optional<String> chat,
    Optional<String> room,
    List<String> command,
    Severity least,
    boolean recoveries,
    boolean details,
    int perHour,
    Optional<String> socks,
    Optional<Path> ca) {

  private static final Kind MAIL =
      new Kind.Text("[^\\s<>,;@]{1,64}@[^\\s<>,;@]{1,253}", "an address such as me@node.example");

  /// Where messages go.
  public enum Target {
    /// JSON to an address.
    WEBHOOK,
    /// A topic of ntfy.
    NTFY,
    /// Mail.
    SMTP,
    /// A chat of a Telegram bot.
    TELEGRAM,
    /// A room of Matrix.
    MATRIX,
    /// A program of this machine.
    COMMAND
  }

  /// How mail is encrypted on its way.
  public enum Security {
    /// From the start.
    TLS,
    /// After a word in the clear.
    STARTTLS,
    /// Not at all; for a server on this machine.
    NONE
  }

  static Kind.Section section() {
    return Kind.Section.of(
        required("name", WORD, "Its name on the page Alerts."),
        required("kind", new Kind.Choice(Target.class), "What it is."),
        unset("url", new Kind.Url(), "Webhook; ntfy with its topic; Matrix's home server."),
        unset("secret-url", new Kind.Hidden(), "Instead of `url`, if it is a secret itself."),
        unset("token", new Kind.Hidden(), "Bearer token; for Telegram the bot's."),
        unset("host", TEXT, "Mail server."),
        unset("port", new Kind.Whole(1, 65_535), "Its port; unless set: 465, 587 or 25."),
        preset("security", new Kind.Choice(Security.class), "tls", "How mail is encrypted."),
        unset("user", TEXT, "Mail user."),
        unset("password", new Kind.Hidden(), "Mail password of `user`."),
        unset("from", MAIL, "Sender of mail."),
        unset("to", new Kind.Many(MAIL, 16), "Who gets mail."),
        unset("chat", TEXT, "Telegram chat id."),
        unset("room", TEXT, "Matrix room id, such as !abc:node.example."),
        unset(
            "command",
            new Kind.Many(TEXT, 32),
            "Program and arguments; gets the message on standard input."),
        preset("least", new Kind.Choice(Severity.class), "warning", "Less severe goes not there."),
        preset("recoveries", new Kind.Truth(), "true", "Whether it is told that it is over."),
        preset(
            "details",
            new Kind.Truth(),
            "false",
            "Whether amounts, addresses and ids of channels are told."),
        preset("per-hour", new Kind.Whole(1, 1_000), "30", "Most messages in an hour."),
        unset("socks", ENDPOINT, "A SOCKS5 proxy, such as Tor's; it looks up names too."),
        unset("ca", new Kind.File(), "Certificates (PEM) that are trusted instead of the usual."));
  }

  static ChannelSettings of(Values v) {
    return new ChannelSettings(
        v.text("name"),
        v.choice("kind", Target.class),
        v.url("url"),
        v.secret("secret-url"),
        v.secret("token"),
        v.known("host"),
        v.get("port").map(it -> ((Long) it.value()).intValue()),
        v.choice("security", Security.class),
        v.known("user"),
        v.secret("password"),
        v.known("from"),
        v.texts("to"),
        v.known("chat"),
        v.known("room"),
        v.texts("command"),
        v.choice("least", Severity.class),
        v.truth("recoveries"),
        v.truth("details"),
        (int) v.whole("per-hour"),
        v.known("socks"),
        v.path("ca"));
  }

  /// What is wrong together.
  ///
  /// @param problem takes the place and a sentence
  static void check(List<Value> channels, BiConsumer<Value, String> problem) {
    Set<String> names = new HashSet<>();
    int index = 0;
    for (Value one : channels) {
      String path = "alerts.channels[" + index++ + "]";
      Values channel = (Values) one.value();
      if (!names.add(channel.text("name"))) {
        problem.accept(one, path + ": there is another of this name; change one");
      }
      Target kind = channel.choice("kind", Target.class);
      for (String missing : missing(kind, channel)) {
        problem.accept(one, path + " of kind " + Kind.Choice.word(kind) + " needs " + missing);
      }
    }
  }

  private static List<String> missing(Target kind, Values channel) {
    List<String> missing = new ArrayList<>();
    List<String> needed =
        switch (kind) {
          case WEBHOOK, NTFY -> List.of();
          case SMTP -> List.of("host", "from", "to");
          case TELEGRAM -> List.of("token", "chat");
          case MATRIX -> List.of("token", "room");
          case COMMAND -> List.of("command");
        };
    needed.stream().filter(name -> channel.get(name).isEmpty()).forEach(missing::add);
    boolean address =
        switch (kind) {
          case WEBHOOK, NTFY, MATRIX -> true;
          case SMTP, TELEGRAM, COMMAND -> false;
        };
    if (address && channel.get("url").isEmpty() && channel.get("secret-url").isEmpty()) {
      missing.add("url or secret-url");
    }
    if (channel.get("user").isPresent() != channel.get("password").isPresent()) {
      missing.add("user and password together");
    }
    return missing;
  }
}
