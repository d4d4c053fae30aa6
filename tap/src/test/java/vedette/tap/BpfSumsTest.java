package vedette.tap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class BpfSumsTest {
  private static final Path FOLDER = Repository.root().resolve("tap/src/main/bpf");

  /// Without clang nobody can build the object again, but everybody can see that the source
  /// changed.
  @Test
  void theCommittedObjectBelongsToTheCommittedSource() throws Exception {
    List<String> sums = Files.readAllLines(FOLDER.resolve("tap.bpf.sums"));
    assertThat(sums).hasSize(3);
    assertThat(sums.getFirst()).matches("# clang [0-9]+");
    for (String sum : sums.subList(1, 3)) {
      String[] parts = sum.split("  ", 2);
      byte[] bytes = Files.readAllBytes(FOLDER.resolve(parts[1]));
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      assertThat(HexFormat.of().formatHex(digest))
          .as("%s changed. Do: tap/src/main/bpf/build", parts[1])
          .isEqualTo(parts[0]);
    }
  }
}
