package vedette.wire;

import java.util.Optional;

/// What came of decoding a payload: always a value, never an exception.
public sealed interface Decoding {

  /// The payload was read to the last field.
  ///
  /// @param message what it says
  /// @param trailing bytes after the last field; Core ignores them for most types
  /// @param overLimit which of Core's limits it breaks, in words; empty if none
  record Decoded(Message message, Bytes trailing, Optional<String> overLimit) implements Decoding {}

  /// The payload is not a message of this type, or the type is not known.
  ///
  /// @param type the type as it came, up to 12 characters, possibly empty
  /// @param payload every byte of it
  /// @param reason where reading stopped and why, for people
  record Undecoded(String type, Bytes payload, String reason) implements Decoding {}
}
