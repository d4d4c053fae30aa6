package vedette.backup;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// An LND as far as backups go: encrypts its channels anew at each export, reads only what it wrote
/// itself, and can be away, empty or wrong.
final class Wallet implements ChannelSource {
  private static final SecureRandom RANDOM = new SecureRandom();

  final TreeSet<String> channels = new TreeSet<>();
  int key = 7;
  boolean away;
  boolean emptyBlob;

  Wallet(int count) {
    open(count);
  }

  void open(int count) {
    for (int i = 0; i < count; i++) {
      channels.add("%064x:%d".formatted(channels.size() + 1, i));
    }
  }

  @Override
  public Exported export() {
    if (away) {
      throw new BackupException("LND: nobody accepts connections");
    }
    TreeSet<String> now = new TreeSet<>(channels);
    return new Exported(now, emptyBlob ? new byte[0] : blob(now));
  }

  private byte[] blob(SortedSet<String> now) {
    byte[] nonce = new byte[24];
    RANDOM.nextBytes(nonce);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(nonce);
    byte[] text = ("WALLET" + String.join("\n", now)).getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < text.length; i++) {
      out.write(text[i] ^ nonce[i % 24] ^ key);
    }
    return out.toByteArray();
  }

  @Override
  public SortedSet<String> verify(byte[] blob) {
    if (away) {
      throw new BackupException("LND: nobody accepts connections");
    }
    byte[] text = Arrays.copyOfRange(blob, Math.min(24, blob.length), blob.length);
    for (int i = 0; i < text.length; i++) {
      text[i] = (byte) (text[i] ^ blob[i % 24] ^ key);
    }
    String plain = new String(text, StandardCharsets.UTF_8);
    if (!plain.startsWith("WALLET")) {
      return Collections.emptySortedSet();
    }
    String list = plain.substring(6);
    return new TreeSet<>(list.isEmpty() ? List.of() : List.of(list.split("\n", -1)));
  }
}
