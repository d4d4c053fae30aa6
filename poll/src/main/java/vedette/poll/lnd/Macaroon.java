package vedette.poll.lnd;

import java.nio.file.Path;
import vedette.poll.Secret;

/// What lets us in to LND.
public sealed interface Macaroon {

  /// By a file, as LND and `lncli bakemacaroon --save_to` write it. It is read for each call, so
  /// that a new one is never missed.
  record InFile(Path file) implements Macaroon {}

  /// By its value in hex, as `lncli bakemacaroon` prints it.
  record Hex(Secret value) implements Macaroon {}

  /// By nothing.
  ///
  /// @param words a sentence for the case that LND wants one: why there is none and what to do
  record None(String words) implements Macaroon {}
}
