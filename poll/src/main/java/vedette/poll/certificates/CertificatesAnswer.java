package vedette.poll.certificates;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import vedette.poll.Answer;

/// What is known of the certificates of one call.
public record CertificatesAnswer(List<Seen> seen) implements Answer {
  /// Keeps its own list.
  public CertificatesAnswer {
    seen = List.copyOf(seen);
  }

  /// One certificate, or why it could not be looked at.
  ///
  /// @param where the file or the server
  /// @param subject whom it is for: the common name or the first alternative name
  /// @param notBefore from when it is valid
  /// @param notAfter until when; the earliest of all where there are several in a file or chain, as
  ///   the first that ends makes all of them useless
  /// @param trouble empty if it was seen
  public record Seen(
      String where,
      Optional<String> subject,
      Optional<Instant> notBefore,
      Optional<Instant> notAfter,
      Optional<String> trouble) {

    static Seen not(String where, String trouble) {
      return new Seen(
          where, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(trouble));
    }
  }
}
