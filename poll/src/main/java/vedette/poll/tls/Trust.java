package vedette.poll.tls;

import java.security.KeyManagementException;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/// Whom to believe at the other end of TLS. As data, so that services can be compared.
public sealed interface Trust {

  /// Who has a certificate from one of the system's authorities for the name that is asked.
  record Authorities() implements Trust {}

  /// Who has exactly this certificate, whatever its name and dates say.
  record Pinned(Fingerprint pin) implements Trust {}

  /// Who came first under a name, from then on nobody else.
  ///
  /// @param name in the pins, such as `host:port`
  /// @param pins the memory; the same one for the same services
  record FirstUse(String name, Pins pins) implements Trust {}

  /// A context that believes nobody else. For a [java.net.http.HttpClient] or an
  /// [javax.net.ssl.SSLSocketFactory].
  ///
  /// With [Authorities] the caller sees to the check of the host name (`HttpClient` does); with a
  /// pin the name does not matter.
  default SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      if (this instanceof Authorities) {
        context.init(null, null, null);
      } else {
        NamelessCertificates.install();
        context.init(null, new TrustManager[] {new PinManager(this)}, null);
      }
      return context;
    } catch (NoSuchAlgorithmException | KeyManagementException impossible) {
      throw new IllegalStateException("every JDK has TLS", impossible);
    }
  }

  /// What a failed connection says of trust: why the certificate was not believed and what to do;
  /// empty if it failed for another reason.
  static Optional<String> refusal(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < 16; depth++) {
      if (cause instanceof UntrustedException untrusted) {
        return Optional.ofNullable(untrusted.getMessage());
      }
      if (cause instanceof java.security.cert.CertificateException refused) {
        return Optional.of(
            ("certificate: expected one of an authority known here for this name. Found: %s. Do: pin it"
                    + " by its fingerprint, or correct the name")
                .formatted(refused.getMessage()));
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }
}
