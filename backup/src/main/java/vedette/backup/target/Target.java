package vedette.backup.target;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import vedette.poll.Secret;

/// A place where copies are kept, as data. Secrets are asked for when it is opened, so that one
/// that is not to be had yet keeps back only this target.
public sealed interface Target {
  /// Of one exchange with it.
  Duration TIMEOUT = Duration.ofSeconds(60);

  /// Opens it; belongs to one thread at a time.
  ///
  /// @param known whether it should hold copies already
  /// @throws IOException if it is away
  Place open(boolean known) throws IOException, InterruptedException;

  /// A folder, which may be a mounted one.
  record Folder(Path path) implements Target {
    @Override
    public Place open(boolean known) throws IOException {
      return FolderPlace.open(path, known);
    }
  }

  /// A folder of an SSH server.
  ///
  /// @param hostKey `SHA256:…`, as `ssh-keygen -l` shows it
  /// @param keyFile a private key without a passphrase, or with `secret` as its passphrase
  /// @param secret password of the user, or passphrase of the key
  record Sftp(
      String host,
      int port,
      String user,
      String hostKey,
      Optional<Path> keyFile,
      Optional<Supplier<Secret>> secret,
      String path)
      implements Target {
    @Override
    public Place open(boolean known) throws IOException {
      return SftpPlace.open(this);
    }
  }

  /// A collection of a WebDAV server.
  ///
  /// @param ca whom to trust for TLS; empty: whom the JDK trusts
  record WebDav(
      URI url, Optional<String> user, Optional<Supplier<Secret>> password, Optional<Path> ca)
      implements Target {
    @Override
    public Place open(boolean known) throws IOException {
      return WebDavPlace.open(this);
    }
  }

  /// A bucket of an S3-compatible store, asked by path (`https://host/bucket/…`).
  ///
  /// @param prefix before every name; empty or ending in `/`
  record S3(
      URI endpoint,
      String region,
      String bucket,
      String prefix,
      Supplier<Secret> accessKey,
      Supplier<Secret> secretKey,
      Optional<Path> ca)
      implements Target {
    @Override
    public Place open(boolean known) throws IOException {
      return S3Place.open(this);
    }
  }

  /// A restic repository that is there already.
  ///
  /// @param repository as restic takes it
  record Restic(String repository, Supplier<Secret> password) implements Target {
    @Override
    public Place open(boolean known) {
      return new ResticPlace(this);
    }
  }

  /// A program of the owner's: `PROGRAM… put NAME` with the copy on standard input, `get NAME` with
  /// the copy on standard output, `list` with a name on each line, `delete NAME`.
  record Command(List<String> program) implements Target {
    @Override
    public Place open(boolean known) {
      return new CommandPlace(program);
    }
  }
}
