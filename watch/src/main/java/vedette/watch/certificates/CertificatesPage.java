package vedette.watch.certificates;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import vedette.watch.view.KindPage;

/// The certificates, those that end first in front.
public record CertificatesPage(List<Certificate> certificates) implements KindPage {

  /// One certificate.
  ///
  /// @param where the file, or the server
  /// @param state `ok`, `warn` (ends soon), `bad` (has ended), `unknown` (could not be looked at)
  /// @param subject whom it is for
  /// @param notBefore ms
  /// @param notAfter ms
  /// @param trouble why it could not be looked at
  public record Certificate(
      String where,
      String state,
      Optional<String> subject,
      OptionalLong notBefore,
      OptionalLong notAfter,
      Optional<String> trouble) {}
}
