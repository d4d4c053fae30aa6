package vedette.poll.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import vedette.poll.http.HttpException.Why;
import vedette.poll.tls.Trust;

/// HTTP/1.1 to services: single requests and whole answers, within a time and a size; no redirect,
/// no proxy. An interrupt ends a request.
///
/// Any thread; closed by who made it.
public final class BoundedHttp implements AutoCloseable {
  private final Trust trust;
  private final TrustedClient client;

  /// Touches neither network nor files.
  ///
  /// @param trust whom to believe where there is TLS; a file is read again whenever it has changed
  public BoundedHttp(Trust trust) {
    this.trust = trust;
    this.client = new TrustedClient(trust);
  }

  /// Asks and waits for all of the answer, as long as the caller is not interrupted.
  ///
  /// @param largest bytes that the body may have
  public HttpAnswer send(HttpAsk ask, int largest) throws HttpException, InterruptedException {
    return send(ask, Optional.empty(), largest);
  }

  /// Asks and waits for all of the answer.
  ///
  /// @param time for everything, from connecting to the last byte
  /// @param largest bytes that the body may have
  /// @throws IllegalArgumentException if a header cannot be sent; its message may repeat it
  public HttpAnswer send(HttpAsk ask, Duration time, int largest)
      throws HttpException, InterruptedException {
    return send(ask, Optional.of(time), largest);
  }

  private HttpAnswer send(HttpAsk ask, Optional<Duration> time, int largest)
      throws HttpException, InterruptedException {
    HttpResponse<byte[]> got =
        exchange(ask, BodyHandlers.limiting(BodyHandlers.ofByteArray(), largest), time, largest);
    return new HttpAnswer(
        got.statusCode(),
        got.headers(),
        got.body(),
        got.sslSession().flatMap(BoundedHttp::certificate));
  }

  /// Asks and waits until the answer begins; it may go on for ever.
  ///
  /// @param time until status and headers are there
  public HttpStream open(HttpAsk ask, Duration time) throws HttpException, InterruptedException {
    HttpResponse<InputStream> got =
        exchange(ask, BodyHandlers.ofInputStream(), Optional.of(time), Integer.MAX_VALUE);
    return new HttpStream(got.statusCode(), got.body());
  }

  private <T> HttpResponse<T> exchange(
      HttpAsk ask, BodyHandler<T> handler, Optional<Duration> time, int largest)
      throws HttpException, InterruptedException {
    HttpRequest request = ask.request();
    Optional<Deadline> deadline = time.map(Deadline::in);
    try {
      return once(ask, request, handler, deadline);
    } catch (HttpException noTrust) {
      throw noTrust;
    } catch (IOException broken) {
      if (!again(ask, broken)) {
        throw HttpException.of(ask.uri(), trust, largest, broken);
      }
    }
    try {
      return once(ask, request, handler, deadline);
    } catch (HttpException noTrust) {
      throw noTrust;
    } catch (IOException broken) {
      throw HttpException.of(ask.uri(), trust, largest, broken);
    }
  }

  /// Whether another attempt may do better: servers make themselves new certificates, and close
  /// idle connections, perhaps just now.
  private boolean again(HttpAsk ask, IOException broken) throws HttpException {
    return switch (broken) {
      case SSLException _ -> renewed(ask);
      case ConnectException _, ProtocolException _, HttpTimeoutException _ -> false;
      default -> ask.question() && !HttpException.overlong(broken);
    };
  }

  private boolean renewed(HttpAsk ask) throws HttpException {
    try {
      return client.renewed();
    } catch (IOException unusable) {
      throw noTrust(ask, unusable);
    }
  }

  private HttpException noTrust(HttpAsk ask, IOException unusable) {
    return new HttpException(
        Why.NO_TRUST, ask.uri(), String.valueOf(unusable.getMessage()), unusable);
  }

  private <T> HttpResponse<T> once(
      HttpAsk ask, HttpRequest request, BodyHandler<T> handler, Optional<Deadline> deadline)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<T>> asked;
    try {
      asked = client.current().sendAsync(request, handler);
    } catch (IOException unusable) {
      throw noTrust(ask, unusable);
    }
    try {
      return deadline.isPresent()
          ? asked.get(deadline.get().left(), TimeUnit.NANOSECONDS)
          : asked.get();
    } catch (TimeoutException late) {
      throw new HttpTimeoutException("no answer in " + deadline.orElseThrow().words());
    } catch (ExecutionException wrapped) {
      switch (wrapped.getCause()) {
        case IOException broken -> throw broken;
        case Error fatal -> throw fatal;
        case null, default ->
            throw new IllegalStateException("a request broke off", wrapped.getCause());
      }
    } finally {
      boolean _ = asked.cancel(true);
    }
  }

  private record Deadline(Duration time, long end) {
    static Deadline in(Duration time) {
      return new Deadline(time, System.nanoTime() + time.toNanos());
    }

    long left() {
      return end - System.nanoTime();
    }

    String words() {
      return time.toMillis() < 1_000 ? time.toMillis() + " ms" : time.toSeconds() + " s";
    }
  }

  private static Optional<X509Certificate> certificate(SSLSession session) {
    try {
      return session.getPeerCertificates()[0] instanceof X509Certificate shown
          ? Optional.of(shown)
          : Optional.empty();
    } catch (SSLPeerUnverifiedException none) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
