package vedette.app.web.auth;

import java.util.Locale;
import java.util.Optional;

/// What somebody may do, from least to most; each includes those before.
public enum Scope {
  /// Nothing but logging in.
  NONE,
  /// The public view, if the owner turned it on.
  PUBLIC,
  /// Everything that can be seen.
  READ,
  /// And what can be changed.
  ADMIN;

  /// As it is written in JSON.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether this is enough where the other is demanded.
  public boolean includes(Scope demanded) {
    return compareTo(demanded) >= 0;
  }

  /// The scope of a token: read or admin.
  public static Optional<Scope> ofToken(String word) {
    return switch (word) {
      case "read" -> Optional.of(READ);
      case "admin" -> Optional.of(ADMIN);
      default -> Optional.empty();
    };
  }
}
