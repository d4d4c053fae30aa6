package vedette.app.web.auth;

import java.util.Optional;

/// The one who may do everything: the password, kept as Argon2id in the file `password`.
///
/// The file is read at each question, so that `vedette login --new-password` counts at once, also
/// for sessions that were begun with the one before.
public final class Owner {
  private static final String FILE = "password";

  private final StateFiles files;

  public Owner(StateFiles files) {
    this.files = files;
  }

  /// Whether there is a password.
  public boolean hasPassword() {
    return files.read(FILE).isPresent();
  }

  /// Makes a password, in place of one that may be there.
  ///
  /// @return it; it cannot be had again
  public String newPassword() {
    String password = Secrets.password();
    files.write(FILE, Passwords.hash(password));
    return password;
  }

  /// Makes this the password, unless it is already.
  ///
  /// @param password from the configuration
  public void setPassword(String password) {
    if (!matches(password)) {
      files.write(FILE, Passwords.hash(password));
    }
  }

  /// Whether this is the password. Takes some 50 ms, one caller at a time.
  public boolean matches(String password) {
    return hash().map(hash -> Passwords.matches(password, hash)).orElse(false);
  }

  /// Changes when the password does.
  String generation() {
    return hash().orElse("");
  }

  private Optional<String> hash() {
    return files.read(FILE).map(String::strip);
  }
}
