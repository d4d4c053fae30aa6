package vedette.event.text;

import vedette.event.P2pMessage;
import vedette.wire.Decoding;

/// How lines come by the fields of a message: [P2pMessage#decode], or what a test made by hand.
@FunctionalInterface
interface MessageDecoding {
  /// Decodes; total, as [P2pMessage#decode] is.
  Decoding decode(P2pMessage message);
}
