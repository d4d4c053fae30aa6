package vedette.event;

import vedette.wire.Bytes;
import vedette.wire.Decoding;
import vedette.wire.MessageDecoder;

/// A P2P message as it passed a node: type, true size and as much of the payload as was taken.
///
/// Decoding happens when somebody asks: [#decode] works anew at each call.
///
/// @param type message type exactly as the peer sent it: up to 12 characters, possibly empty,
///   attacker-controlled
/// @param size true payload length in bytes, also when less of it is here
/// @param payload the bytes that are here
/// @param state whether that is all of it, and if not, why
public record P2pMessage(String type, long size, Bytes payload, PayloadState state) {

  /// Why a payload is as long as it is.
  public enum PayloadState {
    /// Every byte is here.
    WHOLE("whole"),
    /// The payload was not asked for.
    NOT_TAKEN("payload not taken"),
    /// Cut at the configured maximum.
    CUT("payload cut at the configured maximum"),
    /// The ring buffer had no room for the payload.
    RING_FULL("payload lost, ring buffer full"),
    /// The node's memory could not be read to the end.
    UNREADABLE("payload could not be read from the node's memory");

    private final String reason;

    PayloadState(String reason) {
      this.reason = reason;
    }

    /// The reason in words.
    public String reason() {
      return reason;
    }
  }

  /// Decodes the payload; a payload that is not whole is [Decoding.Undecoded] with that reason.
  public Decoding decode() {
    return state == PayloadState.WHOLE
        ? MessageDecoder.decode(type, payload)
        : new Decoding.Undecoded(type, payload, state.reason());
  }
}
