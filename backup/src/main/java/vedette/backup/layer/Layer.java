package vedette.backup.layer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import vedette.poll.Secret;

/// Encrypts and opens copies: AES-256-GCM, the key by a passphrase or wrapped.
///
/// ```
/// 0       8  "VEDBK01\n"
/// 8       1  kind of key: 1 passphrase, 2 wrapped
/// 9       2  n, big-endian
/// 11      n  passphrase: 16 bytes of salt, 4 bytes of iterations (big-endian); wrapped: the text
/// 11+n   12  nonce
/// 23+n    …  ciphertext and 16 bytes of tag; everything before the nonce is authenticated too
/// ```
///
/// A passphrase becomes a key by PBKDF2 with HMAC-SHA-256.
public sealed interface Layer {
  /// What encrypted names end with.
  String SUFFIX = ".sealed";

  /// By a passphrase.
  record Passphrase(Supplier<Secret> passphrase) implements Layer {}

  /// By a key that somebody else wraps.
  record Wrapping(KeyWrap wrap) implements Layer {}

  /// Encrypts.
  ///
  /// @throws IOException if there is no key to be had now
  default byte[] seal(byte[] plain) throws IOException {
    byte kind;
    byte[] about;
    byte[] key;
    switch (this) {
      case Passphrase(var passphrase) -> {
        kind = 1;
        byte[] salt = Sealing.random(16);
        about = ByteBuffer.allocate(20).put(salt).putInt(Sealing.ITERATIONS).array();
        key = Sealing.derive(passphrase.get(), salt, Sealing.ITERATIONS);
      }
      case Wrapping(KeyWrap wrap) -> {
        kind = 2;
        KeyWrap.Wrapped wrapped = wrap.key();
        about = wrapped.text().getBytes(StandardCharsets.UTF_8);
        key = wrapped.key();
      }
    }
    byte[] head =
        ByteBuffer.allocate(11 + about.length)
            .put(Sealing.MAGIC)
            .put(kind)
            .putShort((short) about.length)
            .put(about)
            .array();
    byte[] nonce = Sealing.random(12);
    byte[] sealed = Sealing.cipher(Cipher.ENCRYPT_MODE, key, nonce, head, plain);
    return ByteBuffer.allocate(head.length + nonce.length + sealed.length)
        .put(head)
        .put(nonce)
        .put(sealed)
        .array();
  }

  /// Opens what [#seal] made.
  ///
  /// @throws IOException if it was made otherwise, was changed, or the key is not to be had now
  default byte[] open(byte[] sealed) throws IOException, InterruptedException {
    if (sealed.length < 39 || !Arrays.equals(sealed, 0, 8, Sealing.MAGIC, 0, 8)) {
      throw new DamagedException("expected a copy that Vedette encrypted. Found: something else");
    }
    int length = ByteBuffer.wrap(sealed).getShort(9) & 0xffff;
    if (sealed.length < 39 + length) {
      throw new DamagedException("the copy is cut off");
    }
    byte[] head = Arrays.copyOf(sealed, 11 + length);
    byte[] about = Arrays.copyOfRange(sealed, 11, 11 + length);
    byte[] nonce = Arrays.copyOfRange(sealed, 11 + length, 23 + length);
    byte[] rest = Arrays.copyOfRange(sealed, 23 + length, sealed.length);
    byte[] key =
        switch (this) {
          case Passphrase(var passphrase) when sealed[8] == 1 && length == 20 ->
              Sealing.derive(
                  passphrase.get(),
                  Arrays.copyOf(about, 16),
                  Math.clamp(ByteBuffer.wrap(about).getInt(16), 1, Sealing.MOST_ITERATIONS));
          case Wrapping(KeyWrap wrap) when sealed[8] == 2 ->
              wrap.open(new String(about, StandardCharsets.UTF_8));
          default -> throw new DamagedException("the copy was encrypted with another kind of key");
        };
    return Sealing.cipher(Cipher.DECRYPT_MODE, key, nonce, head, rest);
  }
}
