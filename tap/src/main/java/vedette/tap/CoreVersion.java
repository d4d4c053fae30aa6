package vedette.tap;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Version of Bitcoin Core, or of a node made from it that kept its numbers.
///
/// @param major such as 29; a development build has that of the release before it
/// @param minor such as 1
/// @param build such as 0; 99 in a development build
public record CoreVersion(int major, int minor, int build) {
  private static final Pattern TEXT = Pattern.compile("v(\\d{2})\\.(\\d{1,2})(?:\\.(\\d{1,2}))?");
  private static final int LONGEST = 16;
  private static final int OLDEST = 22;
  private static final byte[] CLIENT_NAME = "Satoshi".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DEMO_NAME = "demo-node".getBytes(StandardCharsets.US_ASCII);

  /// Looks for the version among the constants of a binary (its `.rodata`).
  ///
  /// Bitcoin Core's `clientversion.cpp` makes a text such as `v31.99.0-d84fc35c8f2a`; the compiler
  /// may put the first 16 bytes of it among the 16-byte constants, without a NUL behind them, so
  /// only the numbers count. It may also dissolve a short text into instructions, and then there is
  /// nothing to find. Empty as well if the client's name is not there or two versions are: rather
  /// unknown than wrong.
  static Optional<CoreVersion> in(ByteBuffer constants) {
    if (!contains(constants, CLIENT_NAME)) {
      return Optional.empty();
    }
    Set<CoreVersion> found = new HashSet<>();
    for (int at = 1; at < constants.limit() - 4; at++) {
      if (constants.get(at) == 'v' && constants.get(at - 1) == 0) {
        byte[] text = new byte[Math.min(LONGEST, constants.limit() - at)];
        constants.get(at, text);
        Matcher matcher = TEXT.matcher(new String(text, StandardCharsets.ISO_8859_1));
        if (matcher.lookingAt() && ends(text, matcher.end())) {
          found.add(of(matcher));
        }
      }
    }
    found.removeIf(version -> version.major < OLDEST);
    return found.size() == 1 ? found.stream().findFirst() : Optional.empty();
  }

  /// Whether the constants are those of the demo node: it names itself.
  static boolean isDemoNode(ByteBuffer constants) {
    return contains(constants, DEMO_NAME);
  }

  private static CoreVersion of(Matcher matcher) {
    String build = matcher.group(3);
    return new CoreVersion(
        Integer.parseInt(matcher.group(1)),
        Integer.parseInt(matcher.group(2)),
        build == null ? 0 : Integer.parseInt(build));
  }

  /// The numbers end the text, or a commit or a release candidate follows.
  private static boolean ends(byte[] text, int at) {
    return at == text.length || text[at] == 0 || text[at] == '-' || text[at] == 'r';
  }

  /// Whether the whole, NUL-terminated text is there.
  private static boolean contains(ByteBuffer constants, byte[] text) {
    for (int at = 0; at + text.length < constants.limit(); at++) {
      if ((at == 0 || constants.get(at - 1) == 0)
          && constants.get(at + text.length) == 0
          && matches(constants, at, text)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(ByteBuffer constants, int at, byte[] text) {
    for (int i = 0; i < text.length; i++) {
      if (constants.get(at + i) != text[i]) {
        return false;
      }
    }
    return true;
  }

  /// Whether it is a build between releases: what the next release brings may be in it.
  public boolean development() {
    return minor == 99;
  }

  /// As Bitcoin Core writes it.
  @Override
  public String toString() {
    return "v" + major + "." + minor + "." + build;
  }
}
