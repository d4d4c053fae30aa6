package vedette.wire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import vedette.wire.NetworkAddress.Network;

/// Text forms of network addresses.
final class Hosts {
  private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
  private static final byte[] ONION_CHECKSUM =
      ".onion checksum".getBytes(StandardCharsets.US_ASCII);
  private static final byte ONION_VERSION = 3;
  private static final int GROUPS = 8;

  private Hosts() {}

  /// The host as a person would type it; empty for an unknown network or a length that does not fit
  /// it.
  static String text(Network network, Bytes address) {
    int fitting = fitting(network);
    if (fitting == 0 || address.size() != fitting) {
      return "";
    }
    return switch (network.id()) {
      case 1 -> ipv4(address, 0);
      case 2, 6 -> ipv6(address);
      case 3 -> base32(address.toArray()) + ".onion";
      case 4 -> onion(address.toArray());
      case 5 -> base32(address.toArray()) + ".b32.i2p";
      default -> "";
    };
  }

  /// How many bytes an address of the network has (BIP155), 0 if the network is not known.
  static int fitting(Network network) {
    return switch (network.id()) {
      case 1 -> 4;
      case 2, 6 -> 16;
      case 3 -> 10;
      case 4, 5 -> 32;
      default -> 0;
    };
  }

  private static String ipv4(Bytes address, int from) {
    StringBuilder text = new StringBuilder(15);
    for (int i = from; i < from + 4; i++) {
      text.append(i == from ? "" : ".").append(address.at(i) & 0xff);
    }
    return text.toString();
  }

  /// RFC 5952: lower case, no leading zeros, `::` for the first longest run of two or more zero
  /// groups; an IPv4-mapped address ends dotted (its section 5).
  private static String ipv6(Bytes address) {
    int[] groups = new int[GROUPS];
    for (int i = 0; i < GROUPS; i++) {
      groups[i] = ((address.at(2 * i) & 0xff) << 8) | (address.at(2 * i + 1) & 0xff);
    }
    int runStart = 0;
    int runLength = 0;
    for (int i = 0; i < GROUPS; i++) {
      int length = 0;
      while (i + length < GROUPS && groups[i + length] == 0) {
        length++;
      }
      if (length > runLength) {
        runStart = i;
        runLength = length;
      }
    }
    if (runStart == 0 && runLength == 5 && groups[5] == 0xffff) {
      return "::ffff:" + ipv4(address, 12);
    }
    StringBuilder text = new StringBuilder(39);
    for (int i = 0; i < GROUPS; i++) {
      if (runLength > 1 && i == runStart) {
        text.append("::");
        i += runLength - 1;
        continue;
      }
      if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
        text.append(':');
      }
      text.append(HexFormat.of().toHexDigits((short) groups[i]).replaceFirst("^0{1,3}", ""));
    }
    return text.toString();
  }

  /// rend-spec-v3: `base32(key ‖ checksum[0..2] ‖ version) + ".onion"`.
  private static String onion(byte[] key) {
    try {
      MessageDigest sha3 = MessageDigest.getInstance("SHA3-256");
      sha3.update(ONION_CHECKSUM);
      sha3.update(key);
      sha3.update(ONION_VERSION);
      byte[] checksum = sha3.digest();
      byte[] whole = new byte[key.length + 3];
      System.arraycopy(key, 0, whole, 0, key.length);
      whole[key.length] = checksum[0];
      whole[key.length + 1] = checksum[1];
      whole[key.length + 2] = ONION_VERSION;
      return base32(whole) + ".onion";
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(
          "SHA3-256: expected in every JDK. Found: none. Do: check java.security.", impossible);
    }
  }

  /// RFC 4648 base32 in lower case, without padding.
  private static String base32(byte[] bytes) {
    StringBuilder text = new StringBuilder((bytes.length * 8 + 4) / 5);
    int pending = 0;
    int bits = 0;
    for (byte b : bytes) {
      pending = (pending << 8) | (b & 0xff);
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        text.append(BASE32.charAt((pending >> bits) & 31));
      }
    }
    if (bits > 0) {
      text.append(BASE32.charAt((pending << (5 - bits)) & 31));
    }
    return text.toString();
  }
}
