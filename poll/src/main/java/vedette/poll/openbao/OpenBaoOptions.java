package vedette.poll.openbao;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import vedette.poll.Secret;

/// Where an OpenBao is and who we are to it.
///
/// @param address `https://host:8200`
/// @param ca whom to trust for TLS, PEM; empty: whom the JDK trusts
/// @param kv where the KV version 2 engine is mounted
/// @param transit where the transit engine is mounted
/// @param timeout of one request
public record OpenBaoOptions(
    URI address, Optional<Path> ca, String kv, String transit, Login login, Duration timeout) {

  /// Who we are. Secrets are asked for at each login, so that changed ones count.
  public sealed interface Login {
    /// A token that somebody made.
    record Token(Supplier<Secret> token) implements Login {}

    /// A role for programs.
    ///
    /// @param mount where the method is mounted, usually `approle`
    record AppRole(String mount, Supplier<Secret> roleId, Supplier<Secret> secretId)
        implements Login {}
  }
}
