package vedette.poll.tls;

import java.security.cert.CertificateException;

/// The certificate is not the one that is pinned; the message says what to do.
final class UntrustedException extends CertificateException {
  private static final long serialVersionUID = 1L;

  UntrustedException(String message) {
    super(message);
  }
}
