package vedette.watch.fold;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vedette.poll.bitcoind.BitcoindAnswer;
import vedette.watch.view.NodeView;

/// What the node last said by RPC, besides its chain and its peers; it keeps its age.
final class Told {
  private static final int WARNINGS = 8;
  private static final int WARNING = 300;

  private Optional<String> configuredChain = Optional.empty();
  private BitcoindAnswer.@Nullable Blockchain blockchain;
  private BitcoindAnswer.@Nullable Network network;
  private BitcoindAnswer.@Nullable Mempool mempool;
  private long mempoolAt = -1;

  void configuredChain(Optional<String> chain) {
    configuredChain = chain.map(name -> Words.tame(name, 16));
  }

  void accept(BitcoindAnswer answer, long at) {
    switch (answer) {
      case BitcoindAnswer.Blockchain said -> blockchain = said;
      case BitcoindAnswer.Network said -> network = said;
      case BitcoindAnswer.Mempool said -> {
        mempool = said;
        mempoolAt = at;
      }
      case BitcoindAnswer.Peers _,
          BitcoindAnswer.AddressManager _,
          BitcoindAnswer.NetTotals _,
          BitcoindAnswer.ChainTips _,
          BitcoindAnswer.Indexes _,
          BitcoindAnswer.Uptime _,
          BitcoindAnswer.Memory _ -> {}
    }
  }

  Optional<String> chain() {
    BitcoindAnswer.Blockchain said = blockchain;
    return said == null ? configuredChain : Optional.of(Words.tame(said.chain(), 16));
  }

  Optional<String> version() {
    BitcoindAnswer.Network said = network;
    return said == null ? Optional.empty() : Optional.of(Words.tame(said.subversion(), 256));
  }

  boolean networkOff() {
    BitcoindAnswer.Network said = network;
    return said != null && !said.networkActive();
  }

  /// Core's sentences, each once.
  List<String> warnings() {
    Set<String> all = new LinkedHashSet<>();
    List<List<String>> both = new ArrayList<>();
    BitcoindAnswer.Blockchain chainSaid = blockchain;
    BitcoindAnswer.Network networkSaid = network;
    if (chainSaid != null) {
      both.add(chainSaid.warnings());
    }
    if (networkSaid != null) {
      both.add(networkSaid.warnings());
    }
    for (List<String> warnings : both) {
      for (String warning : warnings) {
        if (all.size() < WARNINGS && !warning.isBlank()) {
          all.add(Words.tame(warning, WARNING));
        }
      }
    }
    return List.copyOf(all);
  }

  Optional<NodeView.Pool> pool() {
    BitcoindAnswer.Mempool said = mempool;
    if (said == null) {
      return Optional.empty();
    }
    return Optional.of(
        new NodeView.Pool(
            said.size(),
            said.bytes(),
            said.usage(),
            said.maxMempool(),
            satoshi(said.mempoolMinFee()),
            said.totalFee().isPresent()
                ? OptionalLong.of(satoshi(said.totalFee().getAsDouble()))
                : OptionalLong.empty(),
            mempoolAt));
  }

  /// Satoshi of an amount in BTC.
  private static long satoshi(double bitcoin) {
    return Math.round(bitcoin * 1e8);
  }
}
