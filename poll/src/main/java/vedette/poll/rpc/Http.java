package vedette.poll.rpc;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import vedette.poll.Outcome;
import vedette.poll.Trouble;
import vedette.poll.tls.Trust;

/// HTTP/1.1 to one service: no redirect, no proxy, answers of bounded size. The caller ends what
/// takes too long by an interrupt.
public final class Http implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private final URI endpoint;
  private final int largest;
  private final HttpClient client;

  private Http(URI endpoint, int largest, HttpClient client) {
    this.endpoint = endpoint;
    this.largest = largest;
    this.client = client;
  }

  /// An answer as it came.
  public static final class Answer {
    private final int status;
    private final HttpHeaders headers;
    private final byte[] body;

    Answer(int status, HttpHeaders headers, byte[] body) {
      this.status = status;
      this.headers = headers;
      this.body = body;
    }

    /// The status, such as 200.
    public int status() {
      return status;
    }

    /// All headers.
    public HttpHeaders headers() {
      return headers;
    }

    /// The whole body, not copied.
    public byte[] body() {
      return body;
    }
  }

  /// The answer is longer than it may be.
  static final class OverlongException extends IOException {
    private static final long serialVersionUID = 1L;

    OverlongException(String message) {
      super(message);
    }
  }

  /// Makes what can ask; touches no network.
  ///
  /// @param trust whom to believe where the endpoint speaks TLS
  /// @param largest bytes of a body
  public static Http to(URI endpoint, Trust trust, int largest) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(CONNECT_TIMEOUT)
            .executor(Executors.newVirtualThreadPerTaskExecutor());
    if (Endpoints.tls(endpoint)) {
      builder.sslContext(trust.context());
    }
    return new Http(endpoint, largest, builder.build());
  }

  /// Asks, once more if a connection was lost that had been kept: servers close idle ones, perhaps
  /// just now. For questions that change nothing.
  ///
  /// @throws IOException for which [#failed] has words
  public Answer send(HttpRequest request) throws IOException, InterruptedException {
    try {
      return exchange(request);
    } catch (ConnectException
        | ProtocolException
        | HttpConnectTimeoutException
        | SSLException
        | OverlongException certain) {
      throw certain;
    } catch (IOException lost) {
      return exchange(request);
    }
  }

  private Answer exchange(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<InputStream> response =
        client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    byte[] body;
    try (InputStream in = response.body()) {
      body = in.readNBytes(largest + 1);
    } catch (IOException broken) {
      if (Thread.interrupted() || broken.getCause() instanceof InterruptedException) {
        throw new InterruptedException();
      }
      throw broken;
    }
    if (body.length > largest) {
      throw new OverlongException("an answer of more than %d MiB".formatted(largest >> 20));
    }
    return new Answer(response.statusCode(), response.headers(), body);
  }

  /// What a failed exchange means.
  ///
  /// @param garbage makes an outcome of what was found instead of an answer
  public Outcome.Failed failed(IOException broken, Function<String, Outcome.Failed> garbage) {
    String where = Endpoints.hostAndPort(endpoint);
    String said =
        Optional.ofNullable(broken.getMessage()).orElse(broken.getClass().getSimpleName());
    return switch (broken) {
      case OverlongException _ -> garbage.apply(said);
      case ProtocolException _ -> garbage.apply("no HTTP: " + said);
      case SSLException _ ->
          Trust.refusal(broken)
              .map(why -> new Outcome.Failed(Trouble.UNTRUSTED, why))
              .orElseGet(() -> garbage.apply("no TLS: " + said));
      case HttpConnectTimeoutException _ ->
          new Outcome.Failed(Trouble.UNREACHABLE, where + ": no connection in time");
      case ConnectException _
          when broken.getCause() instanceof ConnectException cause
              && cause.getCause() instanceof UnresolvedAddressException ->
          new Outcome.Failed(Trouble.UNREACHABLE, where + ": no such host");
      case ConnectException _ ->
          new Outcome.Failed(Trouble.UNREACHABLE, where + ": nobody accepts connections");
      default -> new Outcome.Failed(Trouble.UNREACHABLE, where + ": the connection broke: " + said);
    };
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
