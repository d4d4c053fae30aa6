package vedette.poll.bitcoind;

import java.util.Arrays;
import java.util.Optional;

/// The chains that Core knows. Source: `src/chainparamsbase.cpp`.
enum Chain {
  MAIN("main", "", 8332),
  TEST("test", "testnet3", 18_332),
  TESTNET4("testnet4", "testnet4", 48_332),
  SIGNET("signet", "signet", 38_332),
  REGTEST("regtest", "regtest", 18_443);

  private final String word;
  private final String directory;
  private final int rpcPort;

  Chain(String word, String directory, int rpcPort) {
    this.word = word;
    this.directory = directory;
    this.rpcPort = rpcPort;
  }

  /// Core's word, also the name of its section in bitcoin.conf.
  String word() {
    return word;
  }

  /// Its directory below the data directory, empty for the main network.
  String directory() {
    return directory;
  }

  int rpcPort() {
    return rpcPort;
  }

  static Optional<Chain> named(String word) {
    return Arrays.stream(values()).filter(chain -> chain.word.equals(word)).findFirst();
  }
}
