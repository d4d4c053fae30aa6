package vedette.poll.openbao;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vedette.poll.Call;
import vedette.poll.Outcome;
import vedette.poll.Session;
import vedette.poll.Trouble;
import vedette.poll.Words;

/// Asks for health, and wants code 200 in every state: what it is stands in the body.
final class HealthSession implements Session {
  private static final String PATH =
      "/v1/sys/health?standbyok=true&perfstandbyok=true&sealedcode=200&uninitcode=200"
          + "&drsecondarycode=200&performancestandbycode=200";
  private static final int LARGEST = 64 << 10;
  private static final int LONGEST_VERSION = 64;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final OpenBao bao;
  private @Nullable HttpClient client;

  HealthSession(OpenBao bao) {
    this.bao = bao;
  }

  @Override
  public Outcome ask(Call call) throws InterruptedException {
    if (!call.name().equals(OpenBao.HEALTH.name())) {
      return new Outcome.Failed(Trouble.UNSUPPORTED, "Vedette does not ask this");
    }
    String where = bao.endpoint().getHost();
    try {
      HttpResponse<InputStream> response =
          client()
              .send(
                  HttpRequest.newBuilder(URI.create(base() + PATH)).GET().build(),
                  HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        return outcome(response.statusCode(), body.readNBytes(LARGEST + 1));
      }
    } catch (SSLException untrusted) {
      // The next try reads the file again: certificates are renewed.
      forget();
      return new Outcome.Failed(
          Trouble.UNTRUSTED,
          where
              + ": its certificate is not trusted. Do: give openbao.certificate: "
              + untrusted.getMessage());
    } catch (HttpConnectTimeoutException slow) {
      return new Outcome.Failed(Trouble.UNREACHABLE, where + ": no connection in time");
    } catch (ConnectException nobody) {
      return new Outcome.Failed(Trouble.UNREACHABLE, where + ": nobody accepts connections");
    } catch (IOException broken) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return new Outcome.Failed(
          Trouble.UNREACHABLE, where + ": the connection broke: " + broken.getMessage());
    } catch (GeneralSecurityException wrong) {
      return new Outcome.Failed(
          Trouble.ERROR, bao.certificate().map(Path::toString).orElse("") + ": is no certificate");
    }
  }

  static Outcome outcome(int code, byte[] body) {
    if (body.length > LARGEST) {
      return garbage("an answer of more than 64 KiB");
    }
    JsonNode json;
    try {
      json = JSON.readTree(body);
    } catch (JacksonException none) {
      return garbage("code " + code + " and no JSON");
    }
    if (json == null || !json.path("sealed").isBoolean() || !json.path("initialized").isBoolean()) {
      return garbage("code " + code + " without sealed and initialized");
    }
    JsonNode version = json.path("version");
    return new Outcome.Answered(
        new OpenBaoAnswer(
            json.path("initialized").booleanValue(),
            json.path("sealed").booleanValue(),
            json.path("standby").isBoolean() && json.path("standby").booleanValue(),
            version.isString()
                ? Optional.of(Words.oneLine(version.stringValue(), LONGEST_VERSION))
                : Optional.empty()));
  }

  private static Outcome garbage(String found) {
    return new Outcome.Failed(Trouble.GARBAGE, "expected OpenBao's health. Found: " + found);
  }

  private String base() {
    String text = bao.endpoint().toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  private synchronized HttpClient client() throws IOException, GeneralSecurityException {
    if (client == null) {
      HttpClient.Builder builder =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NEVER)
              .proxy(HttpClient.Builder.NO_PROXY)
              .connectTimeout(Duration.ofSeconds(5))
              .executor(Executors.newVirtualThreadPerTaskExecutor());
      if (bao.certificate().isPresent()) {
        builder.sslContext(trusting(bao.certificate().get()));
      }
      client = builder.build();
    }
    return client;
  }

  private static SSLContext trusting(Path file) throws IOException, GeneralSecurityException {
    KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
    anchors.load(null, null);
    try (InputStream in = Files.newInputStream(file)) {
      int number = 0;
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        anchors.setCertificateEntry("anchor" + number++, one);
      }
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(anchors);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private synchronized void forget() {
    if (client != null) {
      client.shutdownNow();
      client = null;
    }
  }

  @Override
  public void close() {
    forget();
  }
}
