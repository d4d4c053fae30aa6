package vedette.poll.bitcoind;

import java.nio.file.Path;
import vedette.poll.Secret;

/// Who we are to bitcoind.
public sealed interface Auth {

  /// By the file that bitcoind writes at each start and deletes at its end. It is read for each
  /// call, so that a new one is never missed.
  record Cookie(Path file) implements Auth {}

  /// By a user of `rpcauth` or by `rpcuser` and `rpcpassword`.
  record Password(String user, Secret password) implements Auth {}
}
