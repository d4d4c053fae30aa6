package vedette.event.json;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;
import vedette.wire.Bytes;
import vedette.wire.Hash256;

/// Writes the values of the contracts: one generator, kept for the life of the stream, and scratch
/// space for hashes and hex, so that no value costs an intermediate string.
///
/// Methods that take a [Key] write a member, those that do not write an array element. Not
/// thread-safe.
final class JsonLine implements AutoCloseable {
  private static final char REPLACEMENT = '\ufffd';

  /// Hex digits that fit into the scratch space; longer runs go to the stream piece by piece.
  private static final int SCRATCH = 16_384;

  private final OutputStream out;
  private final JsonGenerator generator;
  private final byte[] scratch = new byte[SCRATCH];

  JsonLine(OutputStream out) {
    this.out = out;
    JsonFactory factory =
        JsonFactory.builder()
            .rootValueSeparator((String) null)
            .characterEscapes(TerminalSafe.ESCAPES)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
            .build();
    this.generator = factory.createGenerator(ObjectWriteContext.empty(), out);
  }

  // Structure.

  void startObject() {
    generator.writeStartObject();
  }

  void startObject(Key key) {
    generator.writeName(key.prepared());
    generator.writeStartObject();
  }

  void endObject() {
    generator.writeEndObject();
  }

  void startArray(Key key) {
    generator.writeName(key.prepared());
    generator.writeStartArray();
  }

  void endArray() {
    generator.writeEndArray();
  }

  /// Ends the line and hands all of it to the stream, which is not flushed.
  void endLine() {
    generator.writeRaw('\n');
    generator.flush();
  }

  // Numbers and truth values.

  void number(Key key, long value) {
    generator.writeName(key.prepared());
    generator.writeNumber(value);
  }

  void number(long value) {
    generator.writeNumber(value);
  }

  /// A count that the node keeps in 64 bits unsigned, as a number.
  void unsigned(Key key, long value) {
    generator.writeName(key.prepared());
    unsigned(value);
  }

  void unsigned(long value) {
    if (value >= 0) {
      generator.writeNumber(value);
    } else {
      generator.writeNumber(Long.toUnsignedString(value));
    }
  }

  /// An unsigned 64-bit field of a message, as a decimal string: most JSON readers keep only 53
  /// bits.
  void decimal(Key key, long value) {
    generator.writeName(key.prepared());
    if (value >= 0 && value < 10) {
      scratch[0] = (byte) ('0' + value);
      generator.writeRawUTF8String(scratch, 0, 1);
    } else {
      generator.writeString(Long.toUnsignedString(value));
    }
  }

  void truth(Key key, boolean value) {
    generator.writeName(key.prepared());
    generator.writeBoolean(value);
  }

  // Text.

  /// Text that is always known, even if it is empty.
  void text(Key key, String value) {
    generator.writeName(key.prepared());
    text(value);
  }

  /// Text where empty means "not known": then nothing is written.
  void knownText(Key key, String value) {
    if (!value.isEmpty()) {
      text(key, value);
    }
  }

  void text(String value) {
    generator.writeString(wellFormed(value));
  }

  void texts(Key key, List<String> values) {
    startArray(key);
    for (String value : values) {
      text(value);
    }
    endArray();
  }

  /// Bytes that are meant to be text: as text if they are UTF-8, else as hex under the other key.
  void textOrHex(Key text, Key otherwise, Bytes value) {
    value.utf8().ifPresentOrElse(string -> text(text, string), () -> hex(otherwise, value));
  }

  // Hashes and bytes.

  void hash(Key key, Hash256 value) {
    generator.writeName(key.prepared());
    hash(value);
  }

  /// 64 digits in RPC order: the last wire byte first.
  void hash(Hash256 value) {
    Hex.put(value.w3(), scratch, 0);
    Hex.put(value.w2(), scratch, 16);
    Hex.put(value.w1(), scratch, 32);
    Hex.put(value.w0(), scratch, 48);
    generator.writeRawUTF8String(scratch, 0, 2 * Hash256.SIZE);
  }

  void hashes(Key key, List<Hash256> values) {
    startArray(key);
    for (Hash256 value : values) {
      hash(value);
    }
    endArray();
  }

  /// The lowest `digits` hex digits of a number, 16 at most, most significant first.
  void fixedHex(Key key, long value, int digits) {
    generator.writeName(key.prepared());
    fixedHex(value, digits);
  }

  void fixedHex(long value, int digits) {
    Hex.put(value, scratch, 0);
    generator.writeRawUTF8String(scratch, 16 - digits, digits);
  }

  void hex(Key key, Bytes value) {
    generator.writeName(key.prepared());
    hex(value);
  }

  /// Two digits a byte, in wire order.
  void hex(Bytes value) {
    if (value.size() <= SCRATCH / 2) {
      generator.writeRawUTF8String(scratch, 0, Hex.put(value, 0, value.size(), scratch));
      return;
    }
    // The generator knows no string in pieces, and a string of a whole block would be 8 MB: it
    // writes the quotes and hands over what it holds, and the digits go past it to the stream.
    generator.writeRawValue("\"");
    generator.flush();
    try {
      for (int from = 0; from < value.size(); from += SCRATCH / 2) {
        int length = Math.min(SCRATCH / 2, value.size() - from);
        out.write(scratch, 0, Hex.put(value, from, length, scratch));
      }
    } catch (IOException broken) {
      throw JacksonIOException.construct(broken, generator);
    }
    generator.writeRaw('"');
  }

  /// ASCII that needs no escape, composed by the caller.
  void ascii(Key key, byte[] value, int length) {
    generator.writeName(key.prepared());
    generator.writeRawUTF8String(value, 0, length);
  }

  /// The generator, for contracts whose keys are not [Key]s.
  JsonGenerator generator() {
    return generator;
  }

  /// Gives the buffers back. Whole lines were handed over long ago: what a broken stream refuses
  /// here is the rest of the line at which it broke, and that was told then.
  @Override
  public void close() {
    try {
      generator.close();
    } catch (JacksonIOException brokenBefore) {
      // See above.
    }
  }

  /// The text with each half surrogate pair replaced: UTF-8 cannot express one, and the generator
  /// would refuse it in the middle of a line. Returns the same string in all but hostile cases.
  static String wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return replaceHalves(text);
      }
    }
    return text;
  }

  private static String replaceHalves(String text) {
    StringBuilder result = new StringBuilder(text.length());
    text.codePoints()
        .forEach(point ->
            result.appendCodePoint(
                point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE
                    ? REPLACEMENT
                    : point));
    return result.toString();
  }
}
