package vedette.poll.electrum;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vedette.poll.Outcome;
import vedette.poll.Trouble;
import vedette.poll.json.Malformed;

/// Gets what a server shows about itself over HTTP: no redirect, no proxy, bounded.
final class Figures implements AutoCloseable {
  /// Fulcrum shows about 1 kB for each client.
  static final int LARGEST = 32 << 20;

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private @Nullable HttpClient client;

  /// Asks and reads what comes.
  ///
  /// @param read makes an answer of the body, or throws [Malformed]
  Outcome ask(Optional<URI> url, Function<byte[], ElectrumAnswer> read)
      throws InterruptedException {
    if (url.isEmpty()) {
      return new Outcome.Failed(Trouble.UNSUPPORTED, "no address is configured for it");
    }
    String where = url.get().getHost() + ":" + url.get().getPort();
    try {
      HttpResponse<InputStream> response =
          client()
              .send(
                  HttpRequest.newBuilder(url.get()).build(),
                  HttpResponse.BodyHandlers.ofInputStream());
      byte[] body;
      try (InputStream in = response.body()) {
        body = in.readNBytes(LARGEST + 1);
      }
      if (response.statusCode() != 200) {
        return garbage(where, "HTTP " + response.statusCode());
      }
      return body.length > LARGEST
          ? garbage(where, "more than %d MiB".formatted(LARGEST >> 20))
          : new Outcome.Answered(read.apply(body));
    } catch (Malformed wrong) {
      return garbage(where, String.valueOf(wrong.getMessage()));
    } catch (IOException broken) {
      if (Thread.interrupted() || broken.getCause() instanceof InterruptedException) {
        throw new InterruptedException();
      }
      return new Outcome.Failed(
          Trouble.UNREACHABLE,
          where
              + (broken instanceof ConnectException
                  ? ": nobody accepts connections"
                  : ": the connection broke: " + broken.getMessage()));
    }
  }

  private static Outcome.Failed garbage(String where, String found) {
    return new Outcome.Failed(
        Trouble.GARBAGE, found + " from " + where + ". Is this the address of its figures?");
  }

  /// Made when it is first needed: most servers show no figures.
  private synchronized HttpClient client() {
    if (client == null) {
      client =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NEVER)
              .proxy(HttpClient.Builder.NO_PROXY)
              .connectTimeout(CONNECT_TIMEOUT)
              .executor(Executors.newVirtualThreadPerTaskExecutor())
              .build();
    }
    return client;
  }

  @Override
  public synchronized void close() {
    if (client != null) {
      client.shutdownNow();
    }
  }
}
