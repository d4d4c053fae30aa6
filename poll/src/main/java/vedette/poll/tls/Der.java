package vedette.poll.tls;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// As much of DER (ITU-T X.690) as it takes to give a certificate without names a name.
///
/// ```
/// Certificate    ::= SEQUENCE { TBSCertificate, algorithm, signature }
/// TBSCertificate ::= SEQUENCE { [0] version?, serial, algorithm, issuer, validity, subject, … }
/// ```
final class Der {
  private static final int SEQUENCE = 0x30;
  private static final int VERSION = 0xa0;

  /// `CN=nobody`: a sequence of a set of a sequence of the identifier 2.5.4.3 and a text.
  private static final byte[] NOBODY = {
    0x30, 0x11, 0x31, 0x0f, 0x30, 0x0d, 0x06, 0x03, 0x55, 0x04, 0x03, 0x0c, 0x06, 'n', 'o', 'b',
    'o', 'd', 'y'
  };

  private Der() {}

  /// The certificate with a name where it has an empty one; empty if it has none of those, or is no
  /// certificate. Its signature does not fit any more.
  static Optional<byte[]> withNames(byte[] certificate) {
    List<byte[]> whole = children(certificate, 3);
    if (whole.size() != 3) {
      return Optional.empty();
    }
    List<byte[]> parts = children(whole.get(0), 16);
    int issuer = parts.isEmpty() || (parts.get(0)[0] & 0xff) != VERSION ? 2 : 3;
    int subject = issuer + 2;
    if (parts.size() <= subject) {
      return Optional.empty();
    }
    boolean changed = false;
    for (int at : new int[] {issuer, subject}) {
      if (Arrays.equals(parts.get(at), new byte[] {SEQUENCE, 0})) {
        parts.set(at, NOBODY);
        changed = true;
      }
    }
    if (!changed) {
      return Optional.empty();
    }
    whole.set(0, sequence(parts));
    return Optional.of(sequence(whole));
  }

  /// The elements of a sequence, each with its head; none if it is no sequence or has more.
  private static List<byte[]> children(byte[] element, int most) {
    List<byte[]> children = new ArrayList<>();
    int at = head(element, 0);
    if (at < 0 || element[0] != SEQUENCE || end(element, 0) != element.length) {
      return List.of();
    }
    while (at < element.length) {
      int end = end(element, at);
      if (end < 0 || children.size() == most) {
        return List.of();
      }
      children.add(Arrays.copyOfRange(element, at, end));
      at = end;
    }
    return children;
  }

  /// Where the content of the element at `at` begins; negative if it has no sound length.
  private static int head(byte[] bytes, int at) {
    if (at + 2 > bytes.length) {
      return -1;
    }
    int first = bytes[at + 1] & 0xff;
    int more = first < 0x80 ? 0 : first & 0x7f;
    return first == 0x80 || more > 3 || at + 2 + more > bytes.length ? -1 : at + 2 + more;
  }

  /// Where the element at `at` ends; negative if that is not within the bytes.
  private static int end(byte[] bytes, int at) {
    int content = head(bytes, at);
    if (content < 0) {
      return -1;
    }
    int length = 0;
    if (content == at + 2) {
      length = bytes[at + 1];
    } else {
      for (int i = at + 2; i < content; i++) {
        length = (length << 8) | (bytes[i] & 0xff);
      }
    }
    return length > bytes.length - content ? -1 : content + length;
  }

  private static byte[] sequence(List<byte[]> elements) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    elements.forEach(content::writeBytes);
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.write(SEQUENCE);
    int length = content.size();
    if (length < 0x80) {
      whole.write(length);
    } else {
      int bytes = length < 1 << 8 ? 1 : length < 1 << 16 ? 2 : 3;
      whole.write(0x80 | bytes);
      for (int i = bytes - 1; i >= 0; i--) {
        whole.write(length >> (8 * i));
      }
    }
    whole.writeBytes(content.toByteArray());
    return whole.toByteArray();
  }
}
