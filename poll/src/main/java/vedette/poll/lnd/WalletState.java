package vedette.poll.lnd;

import java.util.Arrays;
import java.util.Optional;

/// How far an LND has come, in its own words. Source: LND's `lnrpc/stateservice.proto`.
public enum WalletState {
  /// No wallet was made yet.
  NON_EXISTING,
  /// It waits for the wallet's password.
  LOCKED,
  /// The password was right, nothing else runs yet.
  UNLOCKED,
  /// It answers calls but does not yet take part in the network.
  RPC_ACTIVE,
  /// All of it runs.
  SERVER_ACTIVE,
  /// It waits until it becomes the leader of its cluster.
  WAITING_TO_START;

  /// Whether other calls than that for the state are answered.
  public boolean answers() {
    return this == RPC_ACTIVE || this == SERVER_ACTIVE;
  }

  static Optional<WalletState> named(String word) {
    return Arrays.stream(values()).filter(state -> state.name().equals(word)).findFirst();
  }
}
