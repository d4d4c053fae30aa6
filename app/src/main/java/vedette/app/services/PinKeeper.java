package vedette.app.services;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import vedette.poll.PollException;
import vedette.poll.tls.Fingerprint;
import vedette.poll.tls.PinFile;
import vedette.poll.tls.Pins;
import vedette.poll.tls.Trust;

/// The certificates that were met first, of services of one kind, in a file of Vedette's directory.
///
/// Read once: services with the same pins are equal. One thread at a time.
final class PinKeeper {
  private final String name;
  private @Nullable Path file;
  private @Nullable Pins pins;

  /// @param name of the file
  PinKeeper(String name) {
    this.name = name;
  }

  /// Believes the certificate of a setting alone.
  ///
  /// @throws PollException if it is no fingerprint
  static Trust pinned(String fingerprint) {
    return new Trust.Pinned(
        Fingerprint.parse(fingerprint)
            .orElseThrow(() ->
                new PollException(
                    "pin: expected a SHA-256 fingerprint, 64 hexadecimal digits. Found: something"
                        + " else. Do: correct it")));
  }

  /// Those that are kept in this directory.
  ///
  /// @throws PollException if the file is there and cannot be read
  Pins in(Path directory) {
    Path wanted = directory.resolve(name);
    Pins known = pins;
    if (known == null || !wanted.equals(file)) {
      known = PinFile.at(wanted);
      pins = known;
      file = wanted;
    }
    return known;
  }
}
