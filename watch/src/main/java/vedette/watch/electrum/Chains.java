package vedette.watch.electrum;

import java.util.Map;
import java.util.Optional;
import vedette.poll.electrum.ElectrumAnswer;

/// Which chain a genesis block begins. Source: Bitcoin Core `src/kernel/chainparams.cpp`.
final class Chains {
  private static final Map<String, String> GENESIS =
      Map.of(
          "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f", "main",
          "000000000933ea01ad0ee984209779baaec3ced90fa3f408719526f8d77f4943", "test",
          "00000000da84f2bafbbc53dee25a72ae507ff4914b867c565be350b0da8bf043", "testnet4",
          "00000008819873e925422c1ff0f99f7cc9bbb232af63a077a480a3633bee1ef6", "signet",
          "0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e2206", "regtest");

  private Chains() {}

  /// Core's word, or empty for a chain that Core does not know.
  static Optional<String> of(ElectrumAnswer.Features features) {
    return features.genesisHash().flatMap(hash -> Optional.ofNullable(GENESIS.get(hash)));
  }

  /// Whether the server's chain is another than bitcoind's; empty if one of both is not known.
  static Optional<Boolean> wrong(
      Optional<ElectrumAnswer.Features> features, Optional<String> bitcoinChain) {
    boolean comparable =
        features.flatMap(ElectrumAnswer.Features::genesisHash).isPresent()
            && bitcoinChain.filter(GENESIS::containsValue).isPresent();
    return comparable
        ? Optional.of(!features.flatMap(Chains::of).equals(bitcoinChain))
        : Optional.empty();
  }
}
