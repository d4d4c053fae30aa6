package vedette.poll.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/// The certificates of a file as those from which all trust comes.
final class Anchors {
  private static final int LARGEST = 1 << 20;

  private Anchors() {}

  /// Believes whom the certificates of this file vouch for.
  ///
  /// @throws IOException if it cannot be read or holds none
  static TrustManager[] in(Path pem) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(pem)) {
      bytes = in.readNBytes(LARGEST);
    }
    try {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bytes));
      if (found.isEmpty()) {
        throw new CertificateException("none");
      }
      KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
      anchors.load(null, null);
      int number = 0;
      for (Certificate certificate : found) {
        anchors.setCertificateEntry("anchor" + number++, certificate);
      }
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(anchors);
      return managers.getTrustManagers();
    } catch (GeneralSecurityException e) {
      throw new IOException(
          pem
              + ": expected a certificate (PEM). Found: "
              + e.getMessage()
              + ". Do: name a file with one",
          e);
    }
  }
}
