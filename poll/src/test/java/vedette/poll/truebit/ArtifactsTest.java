package vedette.poll.truebit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactsTest {
  private static final String HASH = "ab".repeat(32);

  @TempDir Path folder;
  private Path cache;
  private Path secret;
  private Artifacts artifacts;

  @BeforeEach
  void make() throws Exception {
    cache = Files.createDirectories(folder.resolve("wasm-files/cache"));
    secret = Files.writeString(folder.resolve("secret"), "the machine's own");
    artifacts = Artifacts.in(folder.resolve("wasm-files"));
  }

  private Path prepared(String version, String hash) throws Exception {
    Path file = cache.resolve(version).resolve(hash).resolve("prepared.wasm");
    Files.createDirectories(file.getParent());
    return Files.write(file, new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0});
  }

  @Test
  void aProgramIsFoundInEachVersionThatPreparedIt() throws Exception {
    prepared("1.0.0-beta.12", HASH);
    prepared("1.0.0", HASH);
    prepared("1.0.0", "cd".repeat(32));
    assertThat(artifacts.find(HASH))
        .extracting(Artifact::path)
        .containsExactlyInAnyOrder(
            "/app/build/wasm-files/cache/1.0.0-beta.12/" + HASH + "/prepared.wasm",
            "/app/build/wasm-files/cache/1.0.0/" + HASH + "/prepared.wasm");
    Artifact one = artifacts.find(HASH).getFirst();
    assertThat(one.size()).isEqualTo(8);
    assertThat(one.createdAt().orElseThrow()).isBeforeOrEqualTo(Instant.now());
    assertThat(artifacts.read(one, 8)).startsWith(0, 'a', 's', 'm');
    assertThat(artifacts.find("ef".repeat(32))).isEmpty();
  }

  @Test
  void oneThatIsLargerThanTheBoundIsNotRead() throws Exception {
    prepared("1.0.0", HASH);
    Artifact one = artifacts.find(HASH).getFirst();
    assertThatThrownBy(() -> artifacts.read(one, 7))
        .isInstanceOf(IOException.class)
        .hasMessage("it has 8 bytes, more than 7");
  }

  @Test
  void oneThatChangesMeanwhileIsNotGivenInPart() throws Exception {
    Path file = prepared("1.0.0", HASH);
    Artifact one = artifacts.find(HASH).getFirst();
    Files.write(file, new byte[9]);
    assertThatThrownBy(() -> artifacts.read(one, 100)).hasMessageContaining("it was changed");
    Files.write(file, new byte[7]);
    assertThatThrownBy(() -> artifacts.read(one, 100)).hasMessageContaining("it was changed");
    Files.delete(file);
    assertThatThrownBy(() -> artifacts.read(one, 100)).isInstanceOf(IOException.class);
  }

  /// The node could make links, and mounted they would lead to files of this machine.
  @Test
  void noLinkIsFollowedWhereverItIs() throws Exception {
    Files.createDirectories(cache.resolve("file/" + HASH));
    Files.createSymbolicLink(cache.resolve("file/" + HASH + "/prepared.wasm"), secret);
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere/" + HASH));
    Files.writeString(elsewhere.resolve("prepared.wasm"), "the machine's own");
    Files.createSymbolicLink(cache.resolve("version"), elsewhere.getParent());
    Files.createDirectories(cache.resolve("hash"));
    Files.createSymbolicLink(cache.resolve("hash/" + HASH), elsewhere);
    assertThat(artifacts.find(HASH)).isEmpty();
    for (String version : new String[] {"file", "version", "hash"}) {
      Artifact made = new Artifact(HASH, Artifacts.path(version, HASH), 17, Optional.empty());
      assertThatThrownBy(() -> artifacts.read(made, 100)).isInstanceOf(IOException.class);
    }
    Files.move(cache, folder.resolve("real"));
    Files.createSymbolicLink(cache, folder.resolve("real"));
    assertThatThrownBy(() -> artifacts.find(HASH)).isInstanceOf(IOException.class);
  }

  @Test
  void whatIsNoFileIsNoProgram() throws Exception {
    Files.createDirectories(cache.resolve("1.0.0/" + HASH + "/prepared.wasm"));
    Files.writeString(cache.resolve("a-file"), "");
    assertThat(artifacts.find(HASH)).isEmpty();
  }

  @Test
  void aFolderThatIsNotThereIsSaid() {
    assertThatThrownBy(() -> Artifacts.in(folder.resolve("none")).find(HASH))
        .isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "..",
        "../../../etc/passwd",
        "ab",
        "abababababababababababababababababababababababababababababababab/",
        "abababababababababababababababababababababababababababababababa.",
        "gggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggg",
        "abababababababababababababababababababababababababababababababab\n",
        "0x"
      })
  void whatIsNoHashIsNone(String text) {
    assertThat(Artifacts.hash(text)).isEmpty();
  }

  @Test
  void aHashMayBeWrittenAsNumbersAre() {
    assertThat(Artifacts.hash("0x" + HASH)).contains(HASH);
    assertThat(Artifacts.hash(HASH)).contains(HASH);
  }
}
