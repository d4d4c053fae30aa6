package vedette.poll.bitcoind;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import vedette.poll.Call;
import vedette.poll.Outcome;
import vedette.poll.Session;
import vedette.poll.Trouble;
import vedette.poll.http.BoundedHttp;
import vedette.poll.http.HttpAnswer;
import vedette.poll.http.HttpAsk;
import vedette.poll.http.HttpException;
import vedette.poll.tls.Trust;

/// JSON-RPC to one bitcoind: single calls (one forbidden call in a batch would forbid all of it),
/// no redirect, no proxy, answers of bounded size.
final class RpcSession implements Session {
  /// An entry of `getpeerinfo` takes about 3 kB: room for five thousand peers.
  static final int LARGEST_ANSWER = 16 << 20;

  private final Bitcoind node;
  private final Credentials credentials;
  private final BoundedHttp http;
  private final AtomicLong ids = new AtomicLong();

  RpcSession(Bitcoind node) {
    this.node = node;
    this.credentials = new Credentials(node.auth());
    this.http = new BoundedHttp(new Trust.Authorities());
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
    long id = ids.incrementAndGet();
    String question =
        "{\"id\":%d,\"method\":\"%s\",\"params\":[]}".formatted(id, call.call().name());
    HttpAsk ask = HttpAsk.query(node.endpoint(), question);
    if (header.value().isPresent()) {
      ask = ask.with("Authorization", header.value().get());
    }
    try {
      HttpAnswer answer = http.send(ask, LARGEST_ANSWER);
      return Replies.outcome(call, id, answer.status(), answer.body());
    } catch (HttpException none) {
      return none.outcome(Replies::garbage);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
