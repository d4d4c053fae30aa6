package vedette.event.json;

import vedette.event.P2pMessage;
import vedette.wire.Decoding;

/// How a writer comes by the fields of a message: [P2pMessage#decode], or what a test made by hand.
@FunctionalInterface
interface MessageDecoding {
  /// Decodes; total, as [P2pMessage#decode] is.
  Decoding decode(P2pMessage message);
}
