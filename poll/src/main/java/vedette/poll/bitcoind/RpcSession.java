package vedette.poll.bitcoind;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import vedette.poll.Call;
import vedette.poll.Outcome;
import vedette.poll.Session;
import vedette.poll.Trouble;

/// JSON-RPC to one bitcoind: single calls (one forbidden call in a batch would forbid all of it),
/// no redirect, no proxy, answers of bounded size.
final class RpcSession implements Session {
  /// An entry of `getpeerinfo` takes about 3 kB: room for five thousand peers.
  static final int LARGEST_ANSWER = 16 << 20;

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private final Bitcoind node;
  private final Credentials credentials;
  private final HttpClient client;
  private final AtomicLong ids = new AtomicLong();

  RpcSession(Bitcoind node) {
    this.node = node;
    this.credentials = new Credentials(node.auth());
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(CONNECT_TIMEOUT)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
  }

  @Override
  public Outcome ask(Call call) throws InterruptedException {
    Optional<BitcoindCall> known = BitcoindCall.named(call.name());
    if (known.isEmpty()) {
      return new Outcome.Failed(Trouble.UNSUPPORTED, "Vedette does not ask this");
    }
    Credentials.Header header = credentials.header();
    Outcome outcome = ask(known.get(), header);
    if (unauthorized(outcome)) {
      Credentials.Header again = credentials.header();
      if (!again.value().equals(header.value())) {
        outcome = ask(known.get(), again);
      }
      if (unauthorized(outcome)) {
        return new Outcome.Failed(Trouble.UNAUTHORIZED, again.words());
      }
    }
    return outcome;
  }

  private static boolean unauthorized(Outcome outcome) {
    return outcome instanceof Outcome.Failed failed && failed.trouble() == Trouble.UNAUTHORIZED;
  }

  private Outcome ask(BitcoindCall call, Credentials.Header header) throws InterruptedException {
    try {
      return exchange(call, header);
    } catch (ConnectException | ProtocolException | HttpConnectTimeoutException e) {
      return failed(e);
    } catch (IOException lost) {
      // bitcoind closes idle connections, perhaps just now. What is asked changes nothing: once
      // more.
      try {
        return exchange(call, header);
      } catch (IOException again) {
        return failed(again);
      }
    }
  }

  private Outcome exchange(BitcoindCall call, Credentials.Header header)
      throws IOException, InterruptedException {
    long id = ids.incrementAndGet();
    String question =
        "{\"id\":%d,\"method\":\"%s\",\"params\":[]}".formatted(id, call.call().name());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(node.endpoint())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(question));
    header.value().ifPresent(value -> request.header("Authorization", value));
    HttpResponse<InputStream> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    byte[] body;
    try (InputStream in = response.body()) {
      body = in.readNBytes(LARGEST_ANSWER + 1);
    } catch (IOException broken) {
      if (Thread.interrupted() || broken.getCause() instanceof InterruptedException) {
        throw new InterruptedException();
      }
      throw broken;
    }
    if (body.length > LARGEST_ANSWER) {
      return Replies.garbage("an answer of more than %d MiB".formatted(LARGEST_ANSWER >> 20));
    }
    return Replies.outcome(call, id, response.statusCode(), body);
  }

  private Outcome.Failed failed(IOException broken) {
    String where = node.endpoint().getHost() + ":" + port();
    String said =
        Optional.ofNullable(broken.getMessage()).orElse(broken.getClass().getSimpleName());
    return switch (broken) {
      case ProtocolException _ -> Replies.garbage("no HTTP: " + said);
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

  private int port() {
    int port = node.endpoint().getPort();
    return port >= 0 ? port : node.endpoint().getScheme().equalsIgnoreCase("https") ? 443 : 80;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
