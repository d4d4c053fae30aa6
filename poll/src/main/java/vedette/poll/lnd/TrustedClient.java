package vedette.poll.lnd;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import vedette.poll.Trouble;

/// An HTTP client that trusts `tls.cert` alone, and a new one whenever that file holds another
/// certificate. No redirect, no proxy.
final class TrustedClient implements AutoCloseable {
  private static final int LARGEST_CERTIFICATE = 64 << 10;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private final Optional<Path> tlsCert;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private @Nullable HttpClient client;
  private byte[] loaded = {};
  private @Nullable Stamp stamp;
  private boolean closed;

  /// What tells without reading that a file has changed.
  private record Stamp(Object changed, long size, @Nullable Object identity) {
    static Stamp of(Path file) throws IOException {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(now.lastModifiedTime(), now.size(), now.fileKey());
    }
  }

  TrustedClient(Optional<Path> tlsCert) {
    this.tlsCert = tlsCert;
  }

  /// The client that trusts what the file holds now.
  ///
  /// @throws Refusal if there is no certificate to trust
  synchronized HttpClient current() {
    if (tlsCert.isPresent()) {
      try {
        Stamp now = Stamp.of(tlsCert.get());
        if (client == null || !now.equals(stamp)) {
          load(tlsCert.get());
          stamp = now;
        }
      } catch (IOException unreadable) {
        throw refusal(tlsCert.get(), unreadable);
      }
    }
    HttpClient present = client;
    if (present == null) {
      present = build(Optional.empty());
      client = present;
    }
    return present;
  }

  /// Looks again, whatever the file's times say.
  ///
  /// @return whether there is another certificate now
  synchronized boolean renewed() {
    byte[] before = loaded;
    stamp = null;
    var _ = current();
    return !Arrays.equals(before, loaded);
  }

  private void load(Path file) throws IOException {
    byte[] pem;
    try (InputStream in = Files.newInputStream(file)) {
      pem = in.readNBytes(LARGEST_CERTIFICATE + 1);
    }
    if (client != null && Arrays.equals(pem, loaded)) {
      return;
    }
    HttpClient renewed = build(Optional.of(trust(file, pem)));
    if (client != null) {
      // What is under way may end; nothing new begins there.
      client.shutdown();
    }
    client = renewed;
    loaded = pem;
  }

  private HttpClient build(Optional<SSLContext> trust) {
    if (closed) {
      throw new Refusal(Trouble.UNREACHABLE, "closed");
    }
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(CONNECT_TIMEOUT)
            .executor(threads);
    trust.ifPresent(builder::sslContext);
    return builder.build();
  }

  private static SSLContext trust(Path file, byte[] pem) {
    try {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem));
      if (certificates.isEmpty() || pem.length > LARGEST_CERTIFICATE) {
        throw new CertificateException("none in it");
      }
      KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
      anchors.load(null, null);
      int number = 0;
      for (Certificate certificate : certificates) {
        anchors.setCertificateEntry("lnd" + number++, certificate);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(anchors);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException wrong) {
      throw new Refusal(
          Trouble.UNREACHABLE,
          "tls-cert %s: expected a certificate. Found: something else. Do: name LND's tls.cert"
              .formatted(file));
    }
  }

  private static Refusal refusal(Path file, IOException unreadable) {
    return switch (unreadable) {
      case NoSuchFileException _ ->
          new Refusal(
              Trouble.UNREACHABLE,
              "tls-cert %s is missing: LND makes it at its start. Do: start LND, or name the right file"
                  .formatted(file));
      case AccessDeniedException _ ->
          new Refusal(
              Trouble.UNAUTHORIZED,
              "tls-cert %s may not be read by this user. Do: give it group rights, or name a copy"
                  .formatted(file));
      default ->
          new Refusal(
              Trouble.UNREACHABLE,
              "tls-cert %s cannot be read: %s".formatted(file, unreadable.getMessage()));
    };
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (client != null) {
      client.shutdownNow();
    }
    threads.shutdown();
  }
}
