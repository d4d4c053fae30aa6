package vedette.poll.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import vedette.poll.Outcome;
import vedette.poll.Trouble;
import vedette.poll.tls.Trust;

/// There is no answer. Its message says where and why; never a header of the request.
public final class HttpException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Why why;
  private final String where;
  private final String words;

  /// Why there is no answer.
  public enum Why {
    /// The name belongs to no address.
    NO_HOST,
    /// Nobody accepts connections there.
    REFUSED,
    /// No connection came about in time.
    NO_CONNECTION,
    /// There is a connection, but no whole answer in time.
    LATE,
    /// The answer is longer than it may be.
    TOO_LONG,
    /// What came is no HTTP.
    NO_HTTP,
    /// The other side's certificate is not believed.
    UNTRUSTED,
    /// What came is no TLS.
    NO_TLS,
    /// The file that says whom to believe cannot be used; the cause says why.
    NO_TRUST,
    /// The connection was lost.
    BROKEN
  }

  HttpException(Why why, URI uri, String words, Throwable cause) {
    this(why, Endpoints.hostAndPort(uri), words, cause);
  }

  private HttpException(Why why, String where, String words, Throwable cause) {
    super(where + ": " + words, cause);
    this.why = why;
    this.where = where;
    this.words = words;
  }

  /// Of what the JDK's client throws.
  ///
  /// @param largest bytes that the answer may have had
  static HttpException of(URI uri, Trust trust, int largest, IOException broken) {
    String said =
        broken.getMessage() == null ? broken.getClass().getSimpleName() : broken.getMessage();
    if (overlong(broken)) {
      return new HttpException(
          Why.TOO_LONG,
          uri,
          largest >= 1 << 20
              ? "an answer of more than %d MiB".formatted(largest >> 20)
              : "an answer of more than %d bytes".formatted(largest),
          broken);
    }
    return switch (broken) {
      case ProtocolException _ -> new HttpException(Why.NO_HTTP, uri, "no HTTP: " + said, broken);
      case SSLException _ ->
          trust
              .refusal(broken)
              .map(why -> new HttpException(Why.UNTRUSTED, uri, why, broken))
              .orElseGet(() -> new HttpException(Why.NO_TLS, uri, "no TLS: " + said, broken));
      case HttpConnectTimeoutException _ ->
          new HttpException(Why.NO_CONNECTION, uri, "no connection in time", broken);
      case HttpTimeoutException _ -> new HttpException(Why.LATE, uri, said, broken);
      case ConnectException _ when unresolved(broken) ->
          new HttpException(Why.NO_HOST, uri, "no such host", broken);
      case ConnectException _ ->
          new HttpException(Why.REFUSED, uri, "nobody accepts connections", broken);
      default -> new HttpException(Why.BROKEN, uri, "the connection broke: " + said, broken);
    };
  }

  /// Whether the body was longer than it may be. The JDK has words for that, but no type.
  static boolean overlong(IOException broken) {
    return String.valueOf(broken.getMessage()).contains("exceeds capacity");
  }

  private static boolean unresolved(Throwable broken) {
    Throwable cause = broken.getCause();
    return cause instanceof UnresolvedAddressException
        || (cause != null && cause.getCause() instanceof UnresolvedAddressException);
  }

  /// Why, for who wants to say it otherwise.
  public Why why() {
    return why;
  }

  /// What is found, without where.
  public String words() {
    return words;
  }

  /// What it means to who polls.
  ///
  /// @param garbage makes an outcome of what was found instead of an answer
  public Outcome.Failed outcome(Function<String, Outcome.Failed> garbage) {
    return switch (why) {
      case TOO_LONG, NO_HTTP, NO_TLS -> garbage.apply(words);
      case UNTRUSTED -> new Outcome.Failed(Trouble.UNTRUSTED, words);
      case LATE -> new Outcome.Failed(Trouble.TIMEOUT, where + ": " + words);
      case NO_TRUST -> new Outcome.Failed(Trouble.UNREACHABLE, words);
      case NO_HOST, REFUSED, NO_CONNECTION, BROKEN ->
          new Outcome.Failed(Trouble.UNREACHABLE, where + ": " + words);
    };
  }
}
