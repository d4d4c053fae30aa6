package vedette.app.notify;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/// One way to tell somebody.
///
/// @param name unique
/// @param least severity below which nothing goes this way, as [Message#severity]
/// @param recoveries whether it is told that something is over
/// @param details whether amounts, addresses and ids of channels are told
/// @param perHour most messages in an hour
public record Channel(
    String name,
    Target target,
    Route route,
    String least,
    boolean recoveries,
    boolean details,
    int perHour) {

  /// Where messages go.
  public sealed interface Target {
    /// The kind in a word.
    default String word() {
      return switch (this) {
        case Webhook _ -> "webhook";
        case Ntfy _ -> "ntfy";
        case Smtp _ -> "smtp";
        case Telegram _ -> "telegram";
        case Matrix _ -> "matrix";
        case Command _ -> "command";
      };
    }
  }

  /// An address of a server.
  public sealed interface Address {
    /// Nothing secret about it.
    record Open(URI uri) implements Address {}

    /// It is a secret itself.
    record Secret(Hidden uri) implements Address {}
  }

  /// JSON by POST.
  public record Webhook(Address address, Optional<Hidden> token) implements Target {}

  /// A topic of ntfy.
  ///
  /// @param address with the topic
  public record Ntfy(Address address, Optional<Hidden> token) implements Target {}

  /// Mail.
  public record Smtp(
      String host, int port, Security security, Optional<Login> login, String from, List<String> to)
      implements Target {
    /// How mail is encrypted on its way.
    public enum Security {
      /// From the start.
      TLS,
      /// After a word in the clear.
      STARTTLS,
      /// Not at all.
      NONE
    }

    /// Who sends.
    public record Login(String user, Hidden password) {}
  }

  /// A chat of a Telegram bot.
  ///
  /// @param api normally https://api.telegram.org
  public record Telegram(URI api, Hidden token, String chat) implements Target {}

  /// A room of Matrix.
  public record Matrix(Address server, Hidden token, String room) implements Target {}

  /// A program of this machine.
  public record Command(List<String> command) implements Target {}

  /// Whether a message goes this way.
  boolean takes(Message message) {
    return switch (message.status()) {
      case TEST -> true;
      case RESOLVED -> recoveries && message.rank() >= Message.rank(least);
      case FIRING -> message.rank() >= Message.rank(least);
    };
  }

  String text(Message message) {
    return details ? message.details() : message.text();
  }
}
