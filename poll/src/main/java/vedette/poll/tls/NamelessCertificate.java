package vedette.poll.tls;

import java.math.BigInteger;
import java.security.Principal;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/// A certificate in which nobody is named: what it says is true of its bytes, but its names are
/// placeholders. Only good for being compared and for its key.
final class NamelessCertificate extends X509Certificate {
  private static final long serialVersionUID = 1L;

  private final transient X509Certificate named;
  private final transient byte[] der;

  NamelessCertificate(X509Certificate named, byte[] der) {
    this.named = named;
    this.der = der;
  }

  /// As it came.
  @Override
  public byte[] getEncoded() throws CertificateEncodingException {
    return der.clone();
  }

  /// Never: the signature is over other bytes than the parser has seen, and of a key that nobody
  /// knows.
  @Override
  public void verify(PublicKey key) throws CertificateException {
    throw new CertificateException("a certificate without names is signed by nobody");
  }

  @Override
  public void verify(PublicKey key, String provider) throws CertificateException {
    verify(key);
  }

  @Override
  public PublicKey getPublicKey() {
    return named.getPublicKey();
  }

  @Override
  public void checkValidity() throws CertificateExpiredException, CertificateNotYetValidException {
    named.checkValidity();
  }

  @Override
  public void checkValidity(Date date)
      throws CertificateExpiredException, CertificateNotYetValidException {
    named.checkValidity(date);
  }

  @Override
  public int getVersion() {
    return named.getVersion();
  }

  @Override
  public BigInteger getSerialNumber() {
    return named.getSerialNumber();
  }

  @Override
  @SuppressWarnings("deprecation") // abstract in the JDK
  public Principal getIssuerDN() {
    return named.getIssuerX500Principal();
  }

  @Override
  @SuppressWarnings("deprecation") // abstract in the JDK
  public Principal getSubjectDN() {
    return named.getSubjectX500Principal();
  }

  @Override
  public X500Principal getIssuerX500Principal() {
    return named.getIssuerX500Principal();
  }

  @Override
  public X500Principal getSubjectX500Principal() {
    return named.getSubjectX500Principal();
  }

  @Override
  public Date getNotBefore() {
    return named.getNotBefore();
  }

  @Override
  public Date getNotAfter() {
    return named.getNotAfter();
  }

  @Override
  public byte[] getTBSCertificate() throws CertificateEncodingException {
    return named.getTBSCertificate();
  }

  @Override
  public byte[] getSignature() {
    return named.getSignature();
  }

  @Override
  public String getSigAlgName() {
    return named.getSigAlgName();
  }

  @Override
  public String getSigAlgOID() {
    return named.getSigAlgOID();
  }

  @Override
  public byte @Nullable [] getSigAlgParams() {
    return named.getSigAlgParams();
  }

  @Override
  public boolean @Nullable [] getIssuerUniqueID() {
    return named.getIssuerUniqueID();
  }

  @Override
  public boolean @Nullable [] getSubjectUniqueID() {
    return named.getSubjectUniqueID();
  }

  @Override
  public boolean @Nullable [] getKeyUsage() {
    return named.getKeyUsage();
  }

  @Override
  public int getBasicConstraints() {
    return named.getBasicConstraints();
  }

  @Override
  public boolean hasUnsupportedCriticalExtension() {
    return named.hasUnsupportedCriticalExtension();
  }

  @Override
  public @Nullable Set<String> getCriticalExtensionOIDs() {
    return named.getCriticalExtensionOIDs();
  }

  @Override
  public @Nullable Set<String> getNonCriticalExtensionOIDs() {
    return named.getNonCriticalExtensionOIDs();
  }

  @Override
  public byte @Nullable [] getExtensionValue(String oid) {
    return named.getExtensionValue(oid);
  }

  @Override
  public String toString() {
    return "a certificate without names";
  }
}
