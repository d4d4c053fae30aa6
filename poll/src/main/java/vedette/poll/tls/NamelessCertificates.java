package vedette.poll.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.NoSuchProviderException;
import java.security.Provider;
import java.security.Security;
import java.security.cert.CRL;
import java.security.cert.CRLException;
import java.security.cert.CertPath;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateFactorySpi;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;

/// Makes the JDK read certificates without any name in them: monerod makes itself such ones, and
/// the JDK refuses to parse them, so that it could not even be compared with a pin.
///
/// TLS takes its parser from the JDK's list of providers and from nowhere else, so this one goes to
/// the head of that list. It asks the JDK's own parser first and differs only in what that refuses
/// for want of a name. Who checks certificates by authorities refuses them as before: nobody has
/// signed them.
final class NamelessCertificates extends Provider {
  private static final long serialVersionUID = 1L;

  private static final String NAME = "VedetteCertificates";
  private static final int LARGEST = 1 << 16;

  private NamelessCertificates() {
    super(NAME, "1", "reads certificates without names");
    putService(
        new Service(this, "CertificateFactory", "X.509", Parser.class.getName(), List.of(), null) {
          @Override
          public Object newInstance(Object parameter) {
            return new Parser();
          }
        });
  }

  /// From now on; again it does nothing.
  static void install() {
    // The list is the JVM's: it guards itself, and ignores a name that it has.
    var _ = Security.insertProviderAt(new NamelessCertificates(), 1);
  }

  /// The JDK's parser, and what it does not read.
  private static final class Parser extends CertificateFactorySpi {
    private static CertificateFactory jdk() throws CertificateException {
      try {
        return CertificateFactory.getInstance("X.509", "SUN");
      } catch (NoSuchProviderException impossible) {
        throw new CertificateException("every JDK has it", impossible);
      }
    }

    @Override
    public Certificate engineGenerateCertificate(InputStream in) throws CertificateException {
      if (!in.markSupported()) {
        return jdk().generateCertificate(in);
      }
      in.mark(LARGEST + 1);
      try {
        return jdk().generateCertificate(in);
      } catch (CertificateException refused) {
        try {
          in.reset();
          return named(in.readNBytes(LARGEST), refused);
        } catch (IOException broken) {
          throw refused;
        }
      }
    }

    private static Certificate named(byte[] der, CertificateException refused)
        throws CertificateException {
      byte[] patched = Der.withNames(der).orElseThrow(() -> refused);
      Certificate certificate = jdk().generateCertificate(new ByteArrayInputStream(patched));
      if (certificate instanceof X509Certificate x509) {
        return new NamelessCertificate(x509, der);
      }
      throw refused;
    }

    @Override
    public Collection<? extends Certificate> engineGenerateCertificates(InputStream in)
        throws CertificateException {
      return jdk().generateCertificates(in);
    }

    @Override
    public CRL engineGenerateCRL(InputStream in) throws CRLException {
      try {
        return jdk().generateCRL(in);
      } catch (CertificateException impossible) {
        throw new CRLException(impossible);
      }
    }

    @Override
    public Collection<? extends CRL> engineGenerateCRLs(InputStream in) throws CRLException {
      try {
        return jdk().generateCRLs(in);
      } catch (CertificateException impossible) {
        throw new CRLException(impossible);
      }
    }

    @Override
    public CertPath engineGenerateCertPath(InputStream in) throws CertificateException {
      return jdk().generateCertPath(in);
    }

    @Override
    public CertPath engineGenerateCertPath(InputStream in, String encoding)
        throws CertificateException {
      return jdk().generateCertPath(in, encoding);
    }

    @Override
    public CertPath engineGenerateCertPath(List<? extends Certificate> certificates)
        throws CertificateException {
      return jdk().generateCertPath(certificates);
    }

    @Override
    public Iterator<String> engineGetCertPathEncodings() {
      try {
        return jdk().getCertPathEncodings();
      } catch (CertificateException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
  }
}
