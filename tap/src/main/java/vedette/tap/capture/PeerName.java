package vedette.tap.capture;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Bitcoin Core names a peer's capture directory after its address, with every `:` made `_`
/// (`CaptureMessageToFile` in `net.cpp`). This makes the address of it again.
///
/// | directory | address |
/// |---|---|
/// | `203.0.113.7_8333` | `203.0.113.7:8333` |
/// | `[2001_db8__1]_8333` | `[2001:db8::1]:8333` |
/// | `[fe80__1%my_if]_8333` | `[fe80::1%my_if]:8333` |
/// | `<56 characters>.onion_8333` | `<56 characters>.onion:8333` |
final class PeerName {
  private static final Pattern BRACKETS =
      Pattern.compile("\\[([0-9A-Fa-f_.]+)(%[^\\]]*)?\\]_([0-9]{1,5})");
  private static final Pattern PLAIN = Pattern.compile("(.+)_([0-9]{1,5})");

  private PeerName() {}

  /// The address in Core's spelling; a name that Core does not give is left as it is.
  static String address(String directory) {
    Matcher six = BRACKETS.matcher(directory);
    if (six.matches()) {
      // An interface name after % may have an underscore of its own.
      String zone = six.group(2) == null ? "" : six.group(2);
      return "[" + six.group(1).replace('_', ':') + zone + "]:" + six.group(3);
    }
    Matcher plain = PLAIN.matcher(directory);
    return plain.matches() ? plain.group(1) + ":" + plain.group(2) : directory;
  }

  /// Whether Core would name a peer's directory so.
  static boolean isPeer(String directory) {
    return BRACKETS.matcher(directory).matches() || PLAIN.matcher(directory).matches();
  }
}
