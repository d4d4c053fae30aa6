package vedette.app.config;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import vedette.app.config.SecretsSettings.OpenBaoSettings;
import vedette.app.secrets.SecretMemory;
import vedette.app.secrets.UnavailableException;
import vedette.poll.openbao.OpenBao;
import vedette.poll.openbao.OpenBaoOptions;
import vedette.poll.openbao.OpenBaoOptions.Login;

/// The one memory of each OpenBao that this program has been told of. It outlives a reload: what
/// was read once must not be lost because a file was read again while OpenBao is sealed.
public final class Vaults {
  private static final Map<OpenBaoSettings, SecretMemory> KNOWN = new HashMap<>();

  private Vaults() {}

  /// The memory of this OpenBao.
  public static synchronized SecretMemory of(OpenBaoSettings settings) {
    return KNOWN.computeIfAbsent(
        settings, it -> new SecretMemory(new OpenBao(options(it)), it.refresh()));
  }

  /// What [SecretMemory#read] gives.
  ///
  /// @throws SecretUnavailableException if it was never read
  static String read(OpenBaoSettings settings, String path, String field) {
    try {
      return of(settings).read(path, field);
    } catch (UnavailableException notYet) {
      throw new SecretUnavailableException(String.valueOf(notYet.getMessage()));
    }
  }

  /// How to ask it, for its health and more.
  public static OpenBaoOptions options(OpenBaoSettings it) {
    Login login =
        it.token()
            .<Login>map(token -> new Login.Token(revealed(token)))
            .orElseGet(() ->
                new Login.AppRole(
                    it.appRole(),
                    revealed(it.roleId().orElseThrow()),
                    revealed(it.secretId().orElseThrow())));
    return new OpenBaoOptions(it.address(), it.ca(), it.kv(), it.transit(), login, it.timeout());
  }

  private static Supplier<vedette.poll.Secret> revealed(Secret secret) {
    return () -> vedette.poll.Secret.of(secret.read());
  }
}
