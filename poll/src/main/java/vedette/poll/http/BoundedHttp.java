package vedette.poll.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/// Sends single requests and reads whole answers, within a time and a size: no redirects, no proxy.
///
/// Any thread; closed by who made it.
public final class BoundedHttp implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final HttpClient client;

  private BoundedHttp(HttpClient client) {
    this.client = client;
  }

  /// Makes one that is connected to nothing yet.
  ///
  /// @param ca whom to trust for TLS, PEM; empty: whom the JDK trusts
  /// @throws IOException if that file cannot be used
  public static BoundedHttp of(Optional<Path> ca) throws IOException {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(CONNECT)
            .executor(Executors.newVirtualThreadPerTaskExecutor());
    if (ca.isPresent()) {
      builder.sslContext(Trust.only(ca.get()));
    }
    return new BoundedHttp(builder.build());
  }

  /// Asks and waits for all of the answer.
  ///
  /// @param time for everything, from connecting to the last byte
  /// @param largest bytes that the body may have
  /// @throws IOException that says in words what came in between; never a header of the request
  /// @throws IllegalArgumentException if a header cannot be sent; its message may repeat it
  public HttpAnswer send(HttpAsk ask, Duration time, int largest)
      throws IOException, InterruptedException {
    HttpRequest request = request(ask);
    CompletableFuture<HttpResponse<byte[]>> asked =
        client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), largest));
    try {
      HttpResponse<byte[]> got = asked.get(time.toMillis(), TimeUnit.MILLISECONDS);
      return new HttpAnswer(got.statusCode(), got.body());
    } catch (TimeoutException late) {
      throw new IOException(where(request) + ": no answer in " + time.toSeconds() + " s", late);
    } catch (ExecutionException failed) {
      Throwable why = failed.getCause() == null ? failed : failed.getCause();
      throw new IOException(where(request) + ": " + words(why), why);
    } finally {
      boolean _ = asked.cancel(true);
    }
  }

  private static HttpRequest request(HttpAsk ask) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(ask.uri())
            .method(
                ask.method(),
                ask.body()
                    .map(HttpRequest.BodyPublishers::ofByteArray)
                    .orElseGet(HttpRequest.BodyPublishers::noBody));
    ask.headers().forEach(request::header);
    return request.build();
  }

  private static String words(Throwable why) {
    Throwable cause = why.getCause() == null ? why : why.getCause();
    return switch (why) {
      case HttpConnectTimeoutException _ -> "no connection in time";
      case ConnectException _
          when cause instanceof UnresolvedAddressException
              || cause.getCause() instanceof UnresolvedAddressException ->
          "no such host";
      case ConnectException _ -> "nobody accepts connections";
      case SSLException tls -> "TLS: " + tls.getMessage();
      default ->
          why.getMessage() == null
              ? why.getClass().getSimpleName()
              : String.valueOf(why.getMessage());
    };
  }

  private static String where(HttpRequest request) {
    return request.uri().getScheme() + "://" + request.uri().getAuthority();
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
