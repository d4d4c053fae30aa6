package vedette.poll.lnd;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import vedette.poll.Call;
import vedette.poll.Outcome;
import vedette.poll.Session;
import vedette.poll.Trouble;
import vedette.poll.json.Malformed;

/// One LND by REST. Before anything else it is asked for its state: while it is locked or starting
/// nothing else is sent, because all that comes then are errors, and a line in LND's log for each.
final class LndSession implements Session {
  private final RestClient client;
  private final LndStreams streams;
  private final ForwardLedger forwards = new ForwardLedger(Clock.systemUTC());

  /// As LND said it last; null if something has happened since that may have changed it.
  private volatile @Nullable WalletState state;

  LndSession(Lnd node) {
    this.client = new RestClient(node);
    this.streams = new LndStreams(client);
  }

  @Override
  public Outcome ask(Call call) throws InterruptedException {
    Optional<LndCall> known = LndCall.named(call.name());
    if (known.isEmpty()) {
      return new Outcome.Failed(Trouble.UNSUPPORTED, "Vedette does not ask this");
    }
    try {
      return new Outcome.Answered(answer(known.get()));
    } catch (Refusal refused) {
      Outcome.Failed failed = refused.outcome();
      switch (failed.trouble()) {
        case STARTING, UNREACHABLE, TIMEOUT -> state = null;
        case BUSY, FORBIDDEN, UNSUPPORTED, UNAUTHORIZED, UNTRUSTED, GARBAGE, UNASKABLE, ERROR -> {}
      }
      return failed;
    } catch (Malformed wrong) {
      return LndReplies.garbage(String.valueOf(wrong.getMessage())).outcome();
    }
  }

  private LndAnswer answer(LndCall call) throws InterruptedException {
    if (!call.withoutWallet()) {
      requireThatItAnswers();
    }
    return switch (call) {
      case STATE -> askState();
      case CERTIFICATE -> certificate();
      case GETINFO -> LndAnswers.info(get(call));
      case CHANNELS -> LndAnswers.channels(get(call));
      case PENDING -> LndAnswers.pending(get(call));
      case CLOSED -> LndAnswers.closed(get(call));
      case PEERS -> LndAnswers.peers(get(call));
      case CHANNEL_BALANCE -> LndAnswers.channelBalance(get(call));
      case WALLET_BALANCE -> LndAnswers.walletBalance(get(call));
      case TOWER -> LndAnswers.tower(get(call));
      case FORWARDS -> forwards.read(question -> send(call, Optional.of(question)));
    };
  }

  private void requireThatItAnswers() throws InterruptedException {
    WalletState known = state;
    WalletState now = known == null || !known.answers() ? askState().state() : known;
    if (!now.answers()) {
      throw new Refusal(Trouble.ERROR, "not asked, because LND's state is " + now.name());
    }
  }

  private LndAnswer.State askState() throws InterruptedException {
    LndAnswer.State told = LndAnswers.state(get(LndCall.STATE));
    state = told.state();
    return told;
  }

  private LndAnswer.Certificate certificate() throws InterruptedException {
    RestClient.Reply reply =
        client.ask(
            LndCall.CERTIFICATE.path(), Optional.empty(), LndCall.CERTIFICATE.call().timeout());
    return reply
        .certificate()
        .map(shown ->
            new LndAnswer.Certificate(
                shown.getNotBefore().toInstant(), shown.getNotAfter().toInstant()))
        .orElseThrow(() -> new Refusal(Trouble.UNSUPPORTED, "no certificate: this is no TLS"));
  }

  private JsonNode get(LndCall call) throws InterruptedException {
    return send(call, Optional.empty());
  }

  private JsonNode send(LndCall call, Optional<String> body) throws InterruptedException {
    RestClient.Reply reply = client.ask(call.path(), body, call.call().timeout());
    return LndReplies.object(reply.status(), reply.body(), reply.sent().words());
  }

  @Override
  public void listen(Consumer<String> changed) throws InterruptedException {
    streams.listen(changed);
  }

  @Override
  public void close() {
    client.close();
  }
}
