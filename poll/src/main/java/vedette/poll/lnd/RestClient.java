package vedette.poll.lnd;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import vedette.poll.Trouble;
import vedette.poll.rpc.Endpoints;

/// Requests to one LND's REST, each with the macaroon and the certificate of that moment. Any
/// number of threads.
final class RestClient implements AutoCloseable {
  /// A channel takes about 2 kB: room for several thousand.
  static final int LARGEST_ANSWER = 16 << 20;

  private final Lnd node;
  private final TrustedClient client;

  RestClient(Lnd node) {
    this.node = node;
    this.client = new TrustedClient(node.tlsCert());
  }

  /// An answer.
  ///
  /// @param certificate that LND showed, empty without TLS
  /// @param sent what we presented
  // It is read once and not compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Reply(
      int status, byte[] body, Optional<X509Certificate> certificate, MacaroonHeader sent) {}

  /// A stream that has begun; closed by who reads it.
  record Opened(int status, InputStream body, MacaroonHeader sent) {}

  /// Asks and waits.
  ///
  /// @param body to be sent by POST, empty to GET
  /// @throws Refusal if there is no answer
  Reply ask(String path, Optional<String> body, Duration timeout) throws InterruptedException {
    MacaroonHeader macaroon = MacaroonHeader.of(node.macaroon());
    HttpRequest request = request(path, body, macaroon, timeout);
    HttpResponse<byte[]> response =
        exchange(
            request,
            HttpResponse.BodyHandlers.limiting(
                HttpResponse.BodyHandlers.ofByteArray(), LARGEST_ANSWER),
            timeout);
    return new Reply(response.statusCode(), response.body(), certificate(response), macaroon);
  }

  /// Subscribes and waits for the first event, because LND sends not even a status before.
  ///
  /// @throws Refusal if none comes
  Opened stream(String path, Duration timeout) throws InterruptedException {
    MacaroonHeader macaroon = MacaroonHeader.of(node.macaroon());
    HttpRequest request = request(path, Optional.empty(), macaroon, timeout);
    HttpResponse<InputStream> response =
        exchange(request, HttpResponse.BodyHandlers.ofInputStream(), timeout);
    return new Opened(response.statusCode(), response.body(), macaroon);
  }

  private HttpRequest request(
      String path, Optional<String> body, MacaroonHeader macaroon, Duration timeout) {
    URI where = node.endpoint().resolve(path);
    HttpRequest.Builder request = HttpRequest.newBuilder(where).timeout(timeout);
    macaroon.value().ifPresent(value -> request.header("Grpc-Metadata-macaroon", value));
    body.ifPresent(text ->
        request
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(text)));
    return request.build();
  }

  private <T> HttpResponse<T> exchange(
      HttpRequest request, HttpResponse.BodyHandler<T> handler, Duration timeout)
      throws InterruptedException {
    try {
      return once(request, handler, timeout);
    } catch (SSLException untrusted) {
      // LND may have made itself a new certificate (tlsautorefresh).
      if (client.renewed()) {
        return again(request, handler, timeout);
      }
      throw failed(untrusted);
    } catch (ConnectException | ProtocolException | HttpTimeoutException e) {
      throw failed(e);
    } catch (IOException lost) {
      // An idle connection that LND has just closed. What is asked changes nothing: once more.
      return again(request, handler, timeout);
    }
  }

  private <T> HttpResponse<T> again(
      HttpRequest request, HttpResponse.BodyHandler<T> handler, Duration timeout)
      throws InterruptedException {
    try {
      return once(request, handler, timeout);
    } catch (IOException broken) {
      throw failed(broken);
    }
  }

  /// The client's own timeout ends with the header; this one holds for all of it.
  private <T> HttpResponse<T> once(
      HttpRequest request, HttpResponse.BodyHandler<T> handler, Duration timeout)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<T>> answer = client.current().sendAsync(request, handler);
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw new HttpTimeoutException("no answer in time");
    } catch (ExecutionException wrapped) {
      switch (wrapped.getCause()) {
        case IOException broken -> throw broken;
        case Error fatal -> throw fatal;
        case null, default ->
            throw new IllegalStateException("a request to LND broke off", wrapped.getCause());
      }
    } finally {
      answer.cancel(true);
    }
  }

  private Refusal failed(IOException broken) {
    String where = Endpoints.hostAndPort(node.endpoint());
    String said =
        Optional.ofNullable(broken.getMessage()).orElse(broken.getClass().getSimpleName());
    if (said.contains("capacity")) {
      // The JDK's words for a body beyond the limit.
      return LndReplies.garbage("an answer of more than %d MiB".formatted(LARGEST_ANSWER >> 20));
    }
    return switch (broken) {
      case ProtocolException _ ->
          new Refusal(Trouble.GARBAGE, where + ": no HTTP: " + said + ". Is this LND's REST port?");
      case HttpConnectTimeoutException _ ->
          new Refusal(Trouble.UNREACHABLE, where + ": no connection in time");
      case HttpTimeoutException _ -> new Refusal(Trouble.TIMEOUT, where + ": " + said);
      case ConnectException _
          when broken.getCause() instanceof ConnectException cause
              && cause.getCause() instanceof UnresolvedAddressException ->
          new Refusal(Trouble.UNREACHABLE, where + ": no such host");
      case ConnectException _ ->
          new Refusal(Trouble.UNREACHABLE, where + ": nobody accepts connections");
      case SSLException _ -> mistrust(where, said);
      default -> new Refusal(Trouble.UNREACHABLE, where + ": the connection broke: " + said);
    };
  }

  private Refusal mistrust(String where, String said) {
    if (said.contains("PKIX") || said.contains("signature check failed")) {
      return new Refusal(
          Trouble.UNTRUSTED,
          where
              + node.tlsCert()
                  .map(
                      ": its certificate is not the one in %s. Do: name the tls.cert of this LND"
                          ::formatted)
                  .orElse(
                      ": no authority vouches for its certificate. Do: name LND's tls.cert as tls-cert"));
    }
    if (said.contains("subject alternative")) {
      return new Refusal(
          Trouble.UNTRUSTED,
          where
              + ": its certificate is not for this name. Do: add tlsextradomain or tlsextraip to"
              + " lnd.conf, or take a name that is in it, such as 127.0.0.1");
    }
    return new Refusal(Trouble.GARBAGE, where + ": no TLS as expected: " + said);
  }

  private static Optional<X509Certificate> certificate(HttpResponse<?> response) {
    return response
        .sslSession()
        .flatMap(session -> {
          try {
            return session.getPeerCertificates()[0] instanceof X509Certificate shown
                ? Optional.of(shown)
                : Optional.empty();
          } catch (SSLPeerUnverifiedException none) {
            return Optional.empty();
          }
        });
  }

  @Override
  public void close() {
    client.close();
  }
}
