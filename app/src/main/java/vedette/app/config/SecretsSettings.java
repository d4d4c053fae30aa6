package vedette.app.config;

import static vedette.app.config.Setting.preset;
import static vedette.app.config.Setting.section;
import static vedette.app.config.Setting.unset;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The section `secrets`.
public final class SecretsSettings {
  private static final Kind MOUNT =
      new Kind.Text(
          "[A-Za-z0-9_-]{1,64}(/[A-Za-z0-9_-]{1,64}){0,3}", "the path of a mount, such as secret");

  private SecretsSettings() {}

  /// Where an OpenBao is and who we are to it.
  ///
  /// @param address where it answers; empty: there is none
  /// @param ca whom to trust for TLS
  /// @param kv mount of the KV version 2 engine
  /// @param transit mount of the transit engine
  /// @param appRole mount of the AppRole method
  /// @param refresh how often what was read is read again
  public record OpenBaoSettings(
      URI address,
      Optional<Path> ca,
      String kv,
      String transit,
      String appRole,
      Optional<Secret> roleId,
      Optional<Secret> secretId,
      Optional<Secret> token,
      Duration refresh,
      Duration timeout) {}

  static Setting all() {
    return section(
        "secrets",
        "Where secrets are kept besides files ([secrets.md](secrets.md)).",
        section(
            "openbao",
            "An OpenBao, or a Vault.",
            unset(
                "address",
                new Kind.Url(),
                "Where it answers, `https://127.0.0.1:8200`; `http` only on this machine."),
            unset(
                "ca", new Kind.File(), "Whom to trust for TLS, PEM; unless set, whom Java trusts."),
            preset("kv", MOUNT, "secret", "Mount of the KV engine, version 2."),
            preset("transit", MOUNT, "transit", "Mount of the transit engine."),
            preset("approle", MOUNT, "approle", "Mount of the AppRole method."),
            unset("role-id", new Kind.Hidden(), "Together with `secret-id`."),
            unset("secret-id", new Kind.Hidden(), "Of the role."),
            unset("token", new Kind.Hidden(), "Instead of a role."),
            preset(
                "refresh",
                new Kind.Span(Duration.ofSeconds(10), Duration.ofDays(30)),
                "15 min",
                "How often what was read is read again."),
            preset(
                "timeout",
                new Kind.Span(Duration.ofSeconds(1), Duration.ofMinutes(1)),
                "5 s",
                "Of one request.")));
  }

  static Optional<OpenBaoSettings> build(Values all) {
    Values v = all.section("secrets").section("openbao");
    return v.url("address")
        .map(address ->
            new OpenBaoSettings(
                address,
                v.path("ca"),
                v.text("kv"),
                v.text("transit"),
                v.text("approle"),
                v.secret("role-id"),
                v.secret("secret-id"),
                v.secret("token"),
                v.span("refresh"),
                v.span("timeout")));
  }

  /// What is wrong together.
  static void check(Values all, YamlText yaml) {
    Values v = all.section("secrets").section("openbao");
    Optional<Value> address = v.get("address");
    address
        .filter(
            it -> ((URI) it.value()).getScheme().equals("http") && !onThisMachine((URI) it.value()))
        .ifPresent(it ->
            yaml.problem(it, "secrets.openbao.address must be https unless it is on this machine"));
    boolean role = v.get("role-id").isPresent() && v.get("secret-id").isPresent();
    boolean token = v.get("token").isPresent();
    address
        .filter(_ -> role == token)
        .ifPresent(
            it -> yaml.problem(it, "secrets.openbao needs either token, or role-id and secret-id"));
    for (String name : List.of("role-id", "secret-id", "token")) {
      v.get(name)
          .filter(it -> it.value() instanceof Secret.InOpenBao)
          .ifPresent(it ->
              yaml.problem(it, "secrets.openbao." + name + " cannot stand in OpenBao itself"));
    }
  }

  private static boolean onThisMachine(URI address) {
    String host = address.getHost();
    return host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.");
  }
}
