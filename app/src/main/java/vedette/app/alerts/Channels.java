package vedette.app.alerts;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import vedette.app.config.AlertsSettings;
import vedette.app.config.ChannelSettings;
import vedette.app.config.Secret;
import vedette.app.notify.Channel;
import vedette.app.notify.Hidden;
import vedette.app.notify.Route;

/// Makes channels of what the settings say.
final class Channels {
  private static final URI TELEGRAM = URI.create("https://api.telegram.org");

  private Channels() {}

  static List<Channel> of(AlertsSettings settings) {
    return settings.channels().stream().map(Channels::channel).toList();
  }

  private static Channel channel(ChannelSettings it) {
    return new Channel(
        it.name(),
        target(it),
        new Route(it.socks().map(Route.Proxy::parse), it.ca()),
        it.least().name().toLowerCase(Locale.ROOT),
        it.recoveries(),
        it.details(),
        it.perHour());
  }

  private static Channel.Target target(ChannelSettings it) {
    return switch (it.kind()) {
      case WEBHOOK -> new Channel.Webhook(address(it), it.token().map(Channels::hidden));
      case NTFY -> new Channel.Ntfy(address(it), it.token().map(Channels::hidden));
      case SMTP ->
          new Channel.Smtp(
              it.host().orElseThrow(),
              it.port().orElseGet(() -> port(it.security())),
              security(it.security()),
              it.user()
                  .map(user -> new Channel.Smtp.Login(user, hidden(it.password().orElseThrow()))),
              it.from().orElseThrow(),
              it.to());
      case TELEGRAM ->
          new Channel.Telegram(
              it.url().orElse(TELEGRAM), hidden(it.token().orElseThrow()), it.chat().orElseThrow());
      case MATRIX ->
          new Channel.Matrix(
              address(it), hidden(it.token().orElseThrow()), it.room().orElseThrow());
      case COMMAND -> new Channel.Command(it.command());
    };
  }

  private static Channel.Address address(ChannelSettings it) {
    Optional<Channel.Address> secret =
        it.secretUrl().map(url -> new Channel.Address.Secret(hidden(url)));
    return secret.orElseGet(() -> new Channel.Address.Open(it.url().orElseThrow()));
  }

  static Hidden hidden(Secret secret) {
    return new Hidden(secret::read);
  }

  private static int port(ChannelSettings.Security security) {
    return switch (security) {
      case TLS -> 465;
      case STARTTLS -> 587;
      case NONE -> 25;
    };
  }

  private static Channel.Smtp.Security security(ChannelSettings.Security security) {
    return switch (security) {
      case TLS -> Channel.Smtp.Security.TLS;
      case STARTTLS -> Channel.Smtp.Security.STARTTLS;
      case NONE -> Channel.Smtp.Security.NONE;
    };
  }
}
