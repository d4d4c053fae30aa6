package vedette.poll.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Whom to trust for TLS.
final class Trust {
  private static final int LARGEST = 1 << 20;

  private Trust() {}

  /// Only the certificates of this file, which may be an authority's or the server's own.
  ///
  /// @param file PEM, one or more
  /// @throws IOException if it cannot be read or holds none
  static SSLContext only(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST);
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new java.io.ByteArrayInputStream(bytes));
      if (found.isEmpty()) {
        throw new IOException(file + ": expected a certificate (PEM). Found: none");
      }
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate certificate : found) {
        store.setCertificateEntry("trusted-" + number++, certificate);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(file + ": expected a certificate (PEM). Found: " + e.getMessage(), e);
    }
  }
}
