package vedette.app.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Where a secret stands. The configuration never holds one itself, so that the file may be shown,
/// copied and kept under version control.
public sealed interface Secret {
  /// More than this is no password.
  int LONGEST = 4_096;

  /// The first line of a file.
  record InFile(Path path) implements Secret {}

  /// A variable of the environment.
  record InEnvironment(String name) implements Secret {}

  /// A credential that systemd hands over: the first line of that file in `$CREDENTIALS_DIRECTORY`.
  record InCredential(String name) implements Secret {}

  /// A field of a secret in OpenBao.
  ///
  /// @param path below the mount of the KV engine
  /// @param openbao which OpenBao; empty only while a configuration is being read
  record InOpenBao(String path, String field, Optional<SecretsSettings.OpenBaoSettings> openbao)
      implements Secret {}

  /// Reads it now, so that a changed file counts at the next use. One in OpenBao is kept in memory
  /// once it was read, so this waits only for the first time, a few seconds at most.
  ///
  /// @throws SecretUnavailableException if OpenBao has not given it yet
  /// @throws ConfigException if it is not there, empty or too long
  default String read() {
    return read(System::getenv);
  }

  /// Reads it now.
  ///
  /// @param environment name → value, null if there is none
  /// @throws SecretUnavailableException if OpenBao has not given it yet
  /// @throws ConfigException if it is not there, empty or too long
  default String read(UnaryOperator<@Nullable String> environment) {
    String text =
        switch (this) {
          case InFile(Path path) -> firstLine(path);
          case InEnvironment(String name) -> set(environment, name, "a secret");
          case InCredential(String name) ->
              firstLine(
                  Path.of(
                          set(
                              environment,
                              "CREDENTIALS_DIRECTORY",
                              "systemd's folder of credentials"))
                      .resolve(name));
          case InOpenBao(String path, String field, var openbao) ->
              Vaults.read(
                  openbao.orElseThrow(() ->
                      new ConfigException(
                          "secrets.openbao: expected where OpenBao is. Found: nothing. Do: set it.")),
                  path,
                  field);
        };
    if (text.isEmpty() || text.length() > LONGEST) {
      throw new ConfigException(
          written()
              + ": expected a secret of 1 to "
              + LONGEST
              + " characters. Found: "
              + text.length()
              + ".");
    }
    return text;
  }

  /// The reference as it stands in the file.
  default String written() {
    return switch (this) {
      case InFile(Path file) -> "{file: " + file + "}";
      case InEnvironment(String name) -> "{env: " + name + "}";
      case InCredential(String name) -> "{credential: " + name + "}";
      case InOpenBao(String path, String field, var _) -> "{openbao: '" + path + "#" + field + "'}";
    };
  }

  private static String set(
      UnaryOperator<@Nullable String> environment, String name, String expected) {
    String value = environment.apply(name);
    if (value == null) {
      throw new ConfigException(
          "environment variable " + name + ": expected " + expected + ". Found: not set.");
    }
    return value;
  }

  private static String firstLine(Path path) {
    try (var in = Files.newInputStream(path)) {
      String text = new String(in.readNBytes(LONGEST + 2), StandardCharsets.UTF_8);
      int end = text.indexOf('\n');
      return (end < 0 ? text : text.substring(0, end)).strip();
    } catch (NoSuchFileException e) {
      throw new ConfigException(
          path + ": expected a file with a secret. Found: no such file. Do: put it there.", e);
    } catch (AccessDeniedException e) {
      throw new ConfigException(
          path
              + ": expected a file with a secret. Found: it may not be read by this user. Do: let"
              + " Vedette's user read it.",
          e);
    } catch (IOException e) {
      throw new ConfigException(path + ": expected a file with a secret. Found: " + e + ".", e);
    }
  }
}
