package vedette.poll.monerod;

import java.net.URI;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import vedette.poll.Call;
import vedette.poll.Outcome;
import vedette.poll.Session;
import vedette.poll.Trouble;
import vedette.poll.http.BoundedHttp;
import vedette.poll.http.Endpoints;
import vedette.poll.http.HttpAnswer;
import vedette.poll.http.HttpAsk;
import vedette.poll.http.HttpException;

/// RPC to one monerod, one question at a time over a connection that is kept.
final class MonerodSession implements Session {
  /// An entry of `get_connections` takes about 700 bytes: room for ten thousand peers.
  static final int LARGEST_ANSWER = 8 << 20;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Monerod node;
  private final URI base;
  private final BoundedHttp http;
  private final AtomicLong ids = new AtomicLong();
  private @Nullable Digest digest;

  MonerodSession(Monerod node) {
    this.node = node;
    String text = node.endpoint().toString();
    this.base = text.endsWith("/") ? node.endpoint() : URI.create(text + "/");
    this.http = new BoundedHttp(node.trust());
  }

  @Override
  public Outcome ask(Call call) throws InterruptedException {
    Optional<MonerodCall> known = MonerodCall.named(call.name());
    if (known.isEmpty()) {
      return new Outcome.Failed(Trouble.UNSUPPORTED, "Vedette does not ask this");
    }
    try {
      return ask(known.get());
    } catch (HttpException none) {
      return hinted(none.outcome(Replies::garbage));
    }
  }

  private Outcome ask(MonerodCall call) throws HttpException, InterruptedException {
    long id = ids.incrementAndGet();
    HttpAnswer answer = send(call, id);
    // An old challenge is worth nothing on a new connection; the second one is of this connection.
    for (int i = 0; i < 2 && answer.status() == 401 && node.login().isPresent(); i++) {
      boolean fresh = digest == null;
      List<String> challenges = answer.headers().allValues("WWW-Authenticate");
      digest = Digest.of(challenges).orElse(null);
      if (digest == null) {
        return new Outcome.Failed(
            Trouble.UNAUTHORIZED,
            "it wants another login than monerod's (HTTP Digest with MD5). Do: ask monerod itself");
      }
      answer = send(call, id);
      if (fresh) {
        break;
      }
    }
    if (answer.status() == 401) {
      digest = null;
      return new Outcome.Failed(Trouble.UNAUTHORIZED, refused());
    }
    return Replies.outcome(call, id, answer.status(), answer.body());
  }

  private HttpAnswer send(MonerodCall call, long id) throws HttpException, InterruptedException {
    URI uri =
        base.resolve(
            switch (call.way()) {
              case METHOD -> "json_rpc";
              case PATH -> call.call().name();
            });
    String question =
        switch (call.way()) {
          case METHOD ->
              "{\"jsonrpc\":\"2.0\",\"id\":\"%d\",\"method\":\"%s\"}"
                  .formatted(id, call.call().name());
          case PATH -> "{}";
        };
    HttpAsk ask = HttpAsk.query(uri, question);
    Digest challenge = digest;
    if (challenge != null && node.login().isPresent()) {
      ask =
          ask.with(
              "Authorization",
              challenge.answer(node.login().get(), word(), "POST", uri.getRawPath()));
    }
    return http.send(ask, LARGEST_ANSWER);
  }

  private static String word() {
    byte[] random = new byte[12];
    RANDOM.nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  private String refused() {
    return node.login()
        .map(login ->
            "user %s: monerod does not accept this password. Do: compare it with rpc-login; monerod reads that at its start only"
                .formatted(login.user()))
        .orElse("it wants a login. Do: give Vedette the user and the password of rpc-login");
  }

  /// A port that wants TLS hangs up on everything else without a word.
  private Outcome.Failed hinted(Outcome.Failed failed) {
    return failed.said().contains("received no bytes") && !Endpoints.tls(base)
        ? new Outcome.Failed(
            failed.trouble(),
            Endpoints.hostAndPort(base)
                + ": it hung up without a word. Do: if it was started with rpc-ssl enabled, ask it at https://")
        : failed;
  }

  @Override
  public void close() {
    http.close();
  }
}
