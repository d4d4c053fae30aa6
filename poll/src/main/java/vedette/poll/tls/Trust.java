package vedette.poll.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/// Whom to believe at the other end of TLS. As data, so that services can be compared.
public sealed interface Trust {

  /// Who has a certificate from one of the system's authorities for the name that is asked.
  record Authorities() implements Trust {}

  /// Who has a certificate for the name that is asked from one of those in this file, which may be
  /// an authority's or the server's own.
  ///
  /// @param pem certificates in PEM
  record File(Path pem) implements Trust {}

  /// Who has exactly this certificate, whatever its name and dates say.
  record Pinned(Fingerprint pin) implements Trust {}

  /// Who came first under a name, from then on nobody else.
  ///
  /// @param name in the pins, such as `host:port`
  /// @param pins the memory; the same one for the same services
  record FirstUse(String name, Pins pins) implements Trust {}

  /// What a setting that may name a file means: that file, or else the system's authorities.
  static Trust in(Optional<Path> pem) {
    return pem.<Trust>map(File::new).orElseGet(Authorities::new);
  }

  /// Whether the name that is asked must be in the certificate. A pin is true of any name.
  default boolean ofNames() {
    return switch (this) {
      case Authorities _, File _ -> true;
      case Pinned _, FirstUse _ -> false;
    };
  }

  /// A context that believes nobody else. For a [java.net.http.HttpClient] or an
  /// [javax.net.ssl.SSLSocketFactory].
  ///
  /// Where names count ([#ofNames]), the caller sees to that check (`HttpClient` does).
  ///
  /// @throws IOException if a [File] cannot be read or holds no certificate
  default SSLContext context() throws IOException {
    try {
      return switch (this) {
        case Authorities _ -> SSLContext.getDefault();
        case File(Path pem) -> believing(Anchors.in(pem));
        case Pinned _, FirstUse _ -> {
          NamelessCertificates.install();
          yield believing(new PinManager(this));
        }
      };
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has TLS", impossible);
    }
  }

  private static SSLContext believing(TrustManager... managers) throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers, null);
    return context;
  }

  /// What a failed connection says of trust: why the certificate was not believed and what to do;
  /// empty if it failed for another reason.
  default Optional<String> refusal(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < 16; depth++) {
      if (cause instanceof UntrustedException untrusted) {
        return Optional.ofNullable(untrusted.getMessage());
      }
      if (cause instanceof CertificateException refused) {
        return Optional.of(refused(found(refused)));
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  /// The JDK says of dates only that they do not fit, and which ones further down.
  private static String found(CertificateException refused) {
    Throwable cause = refused;
    for (int depth = 0; cause != null && depth < 16; depth++) {
      if (cause instanceof CertificateExpiredException) {
        return "one that is over, " + cause.getMessage();
      }
      if (cause instanceof CertificateNotYetValidException) {
        return "one that is not valid yet, " + cause.getMessage();
      }
      cause = cause.getCause();
    }
    return String.valueOf(refused.getMessage());
  }

  private String refused(String found) {
    return this instanceof File(Path pem)
        ? "certificate: expected one for this name that %s vouches for. Found: %s. Do: name the right file, or correct the name"
            .formatted(pem, found)
        : "certificate: expected one of an authority known here for this name. Found: %s. Do: pin it by its fingerprint or name its certificate, or correct the name"
            .formatted(found);
  }
}
