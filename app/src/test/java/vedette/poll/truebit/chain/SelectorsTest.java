package vedette.poll.truebit.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.bouncycastle.crypto.digests.KeccakDigest;
import org.junit.jupiter.api.Test;

/// Here and not beside the class, because here is a Keccak-256.
class SelectorsTest {
  @Test
  void selectorsAreTheBeginningsOfTheSignaturesHashes() {
    assertThat(Abi.ALL)
        .isNotEmpty()
        .allSatisfy(function -> {
          KeccakDigest keccak = new KeccakDigest(256);
          byte[] signature = function.signature().getBytes(StandardCharsets.US_ASCII);
          keccak.update(signature, 0, signature.length);
          byte[] hash = new byte[32];
          keccak.doFinal(hash, 0);
          assertThat(HexFormat.of().formatHex(hash, 0, 4)).isEqualTo(function.selector());
        });
  }
}
