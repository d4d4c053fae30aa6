package vedette.app.up;

import java.time.Duration;
import java.util.List;
import vedette.app.config.Config;
import vedette.poll.Call;
import vedette.poll.Service;
import vedette.poll.Session;
import vedette.poll.bitcoind.Bitcoind;

/// A bitcoind that is asked at the settings' intervals.
record Paced(Bitcoind node, Config.Poll poll) implements Service {
  @Override
  public List<Call> calls() {
    return node.calls().stream()
        .map(call -> new Call(call.name(), interval(call.name()), poll.timeout()))
        .toList();
  }

  private Duration interval(String call) {
    return switch (call) {
      case "getpeerinfo", "getmempoolinfo", "getnettotals" -> poll.fast();
      case "getblockchaininfo", "getnetworkinfo" -> poll.normal();
      default -> poll.slow();
    };
  }

  @Override
  public int concurrency() {
    return node.concurrency();
  }

  @Override
  public Session open() {
    return node.open();
  }
}
