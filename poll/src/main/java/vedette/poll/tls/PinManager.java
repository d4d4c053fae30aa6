package vedette.poll.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/// Believes a certificate by its fingerprint. That the other side has its key is TLS's own check.
final class PinManager extends X509ExtendedTrustManager {
  private final Trust trust;

  PinManager(Trust trust) {
    this.trust = trust;
  }

  private void check(X509Certificate[] chain) throws CertificateException {
    if (chain.length == 0) {
      throw new UntrustedException(
          "certificate: expected one. Found: none. Do: look at the service");
    }
    Fingerprint found = Fingerprint.of(chain[0]);
    switch (trust) {
      case Trust.Pinned(Fingerprint pin) -> {
        if (!pin.equals(found)) {
          throw new UntrustedException(
              "certificate: expected the one that is configured, %s. Found: %s. Do: if the service has a new one, configure its fingerprint"
                  .formatted(pin.brief(), found));
        }
      }
      case Trust.FirstUse(String name, Pins pins) -> meet(name, pins, found);
      case Trust.Authorities _, Trust.File _ ->
          throw new IllegalStateException("the JDK checks these itself");
    }
  }

  private static void meet(String name, Pins pins, Fingerprint found) throws CertificateException {
    Optional<Fingerprint> owner;
    try {
      owner = pins.meet(name, found);
    } catch (RuntimeException notKept) {
      throw new UntrustedException(
          "certificate of %s: it is new, but could not be remembered: %s. Do: let this user write where pins are kept"
              .formatted(name, notKept.getMessage()));
    }
    if (owner.isEmpty()) {
      throw new UntrustedException(
          "certificate of %s: it is new, and %d are remembered already. Do: delete what is no longer needed, or configure its fingerprint %s"
              .formatted(name, Pins.MOST, found));
    }
    if (!owner.get().equals(found)) {
      throw new UntrustedException(
          "certificate of %s has changed: expected %s. Found: %s. Do: if the service has a new one, delete its line where pins are kept"
              .formatted(name, owner.get().brief(), found.brief()));
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    refuse();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    refuse();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    refuse();
  }

  private static void refuse() throws CertificateException {
    throw new CertificateException("only servers are asked");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
