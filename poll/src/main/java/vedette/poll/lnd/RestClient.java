package vedette.poll.lnd;

import java.io.InputStream;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import vedette.poll.Trouble;
import vedette.poll.http.BoundedHttp;
import vedette.poll.http.Endpoints;
import vedette.poll.http.HttpAnswer;
import vedette.poll.http.HttpAsk;
import vedette.poll.http.HttpException;
import vedette.poll.http.HttpStream;
import vedette.poll.tls.Trust;

/// Requests to one LND's REST, each with the macaroon and the certificate of that moment. Any
/// number of threads.
final class RestClient implements AutoCloseable {
  /// A channel takes about 2 kB: room for several thousand.
  static final int LARGEST_ANSWER = 16 << 20;

  private final Lnd node;
  private final BoundedHttp http;

  RestClient(Lnd node) {
    this.node = node;
    this.http = new BoundedHttp(Trust.in(node.tlsCert()));
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
    try {
      HttpAnswer answer = http.send(question(path, body, macaroon), timeout, LARGEST_ANSWER);
      return new Reply(answer.status(), answer.body(), answer.certificate(), macaroon);
    } catch (HttpException none) {
      throw refusal(none);
    }
  }

  /// Subscribes and waits for the first event, because LND sends not even a status before.
  ///
  /// @throws Refusal if none comes
  Opened stream(String path, Duration timeout) throws InterruptedException {
    MacaroonHeader macaroon = MacaroonHeader.of(node.macaroon());
    try {
      HttpStream stream = http.open(question(path, Optional.empty(), macaroon), timeout);
      return new Opened(stream.status(), stream.body(), macaroon);
    } catch (HttpException none) {
      throw refusal(none);
    }
  }

  private HttpAsk question(String path, Optional<String> body, MacaroonHeader macaroon) {
    URI where = node.endpoint().resolve(path);
    HttpAsk ask = body.isPresent() ? HttpAsk.query(where, body.get()) : HttpAsk.get(where);
    return macaroon.value().map(value -> ask.with("Grpc-Metadata-macaroon", value)).orElse(ask);
  }

  private Refusal refusal(HttpException none) {
    return switch (none.why()) {
      case NO_HTTP ->
          new Refusal(
              Trouble.GARBAGE,
              "%s: %s. Is this LND's REST port?"
                  .formatted(Endpoints.hostAndPort(node.endpoint()), none.words()));
      case UNTRUSTED, NO_TLS -> mistrust(none);
      case NO_TRUST -> noCertificate(none);
      case TOO_LONG, NO_HOST, REFUSED, NO_CONNECTION, LATE, BROKEN ->
          new Refusal(none.outcome(found -> LndReplies.garbage(found).outcome()));
    };
  }

  private Refusal mistrust(HttpException none) {
    String where = Endpoints.hostAndPort(node.endpoint());
    String said = String.valueOf(none.getCause() == null ? null : none.getCause().getMessage());
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

  private Refusal noCertificate(HttpException none) {
    String file = node.tlsCert().map(Object::toString).orElse("");
    return switch (none.getCause()) {
      case NoSuchFileException _ ->
          new Refusal(
              Trouble.UNREACHABLE,
              "tls-cert %s is missing: LND makes it at its start. Do: start LND, or name the right file"
                  .formatted(file));
      case AccessDeniedException _ ->
          new Refusal(
              Trouble.UNASKABLE,
              "tls-cert %s may not be read by this user. Do: give it group rights, or name a copy"
                  .formatted(file));
      case null, default -> new Refusal(Trouble.UNREACHABLE, "tls-cert %s".formatted(none.words()));
    };
  }

  @Override
  public void close() {
    http.close();
  }
}
