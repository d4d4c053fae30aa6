package vedette.app.web.auth;

import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// The one who may do everything: the password, kept as Argon2id in the file `password`.
///
/// The file is read at each question, so that `vedette login --new-password` counts at once, also
/// for sessions that were begun with the one before.
public final class Owner {
  private static final String OWNERS = "password";
  private static final String TASK_DATA = "truebit-data-password";

  private final StateFiles files;
  private final String file;

  /// What is still to be computed; whoever needs the hash does it, or waits for it.
  private volatile FutureTask<Boolean> pending = new FutureTask<>(() -> true);

  /// The salt of a password that is not kept yet, empty if there is none.
  private volatile String promised = "";

  public Owner(StateFiles files) {
    this(files, OWNERS);
  }

  private Owner(StateFiles files, String file) {
    this.files = files;
    this.file = file;
  }

  /// The password of TrueBit tasks' input and output, kept and compared like the owner's.
  public static Owner ofTaskData(StateFiles files) {
    return new Owner(files, TASK_DATA);
  }

  /// Whether there is a password.
  public boolean hasPassword() {
    return files.read(file).isPresent();
  }

  /// Makes a password, in place of one that may be there.
  ///
  /// @return it; it cannot be had again
  public String newPassword() {
    String password = Secrets.password();
    files.write(file, Passwords.hash(password));
    return password;
  }

  /// The same, kept only by [#keepPassword], or when somebody tries it: the hash of a JVM that has
  /// just started takes a third of a second. If it ends before, there is no password, and the next
  /// start makes another.
  public String newPasswordSoon() {
    String password = Secrets.password();
    byte[] salt = Passwords.salt();
    promised = Base64.getEncoder().withoutPadding().encodeToString(salt);
    pending =
        new FutureTask<>(
            () -> {
              String hash = Passwords.hash(password, salt);
              // Another process may have made one in the meantime, and showed it later.
              if (!hasPassword()) {
                files.write(file, hash);
              }
            },
            true);
    return password;
  }

  /// Makes this the password, unless it is already; kept as [#newPasswordSoon] says.
  ///
  /// @param password from the configuration
  public void setPassword(String password) {
    Optional<String> hash = files.read(file).map(String::strip);
    pending =
        new FutureTask<>(
            () -> {
              if (hash.isEmpty() || !Passwords.matches(password, hash.get())) {
                files.write(file, Passwords.hash(password));
              }
            },
            true);
  }

  /// Has a password that is not kept yet kept by a thread of its own.
  public void keepPassword() {
    if (!pending.isDone()) {
      Thread.ofPlatform().daemon().name("vedette-password").start(pending);
    }
  }

  /// Waits until a password that was to be made is kept, so that an orderly end loses none.
  public void settle() {
    Optional<String> _ = hash();
  }

  /// Whether this is the password. Takes some 50 ms, one caller at a time.
  public boolean matches(String password) {
    return hash().map(hash -> Passwords.matches(password, hash)).orElse(false);
  }

  /// Changes when the password does. Does not wait for a first one to be kept: what tells passwords
  /// apart is known before, so that a browser can be let in by a link meanwhile.
  String generation() {
    if (!promised.isEmpty() && !hasPassword()) {
      return promised;
    }
    return hash().map(Passwords::saltOf).orElse("");
  }

  private Optional<String> hash() {
    FutureTask<Boolean> task = pending;
    task.run();
    try {
      task.get();
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof RuntimeException why
          ? why
          : new IllegalStateException(failed.getCause());
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
    return files.read(file).map(String::strip);
  }
}
