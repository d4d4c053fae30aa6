package vedette.poll.truebit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vedette.poll.docker.ContainerExec;

/// The programs that a node has prepared. They lie in `cache/VERSION/HASH/prepared.wasm` below its
/// folder `wasm-files`, and nothing but these is ever read. Any thread may call.
public abstract sealed class Artifacts permits FolderArtifacts, ContainerArtifacts {
  /// The node's folder, in its container.
  static final String FOLDER = "/app/build/wasm-files";

  static final String CACHE = "cache";
  static final String FILE = "prepared.wasm";

  /// Which name in a path is the version.
  private static final int VERSION_AT = 4;

  /// More versions of its runner a node does not keep.
  static final int MOST_VERSIONS = 32;

  private static final Pattern HASH = Pattern.compile("(?:0x)?([0-9A-Fa-f]{64})");
  private static final String VERSION = "[A-Za-z0-9_.+-]{1,64}";

  Artifacts() {}

  /// Those in a folder that is mounted.
  ///
  /// @param folder the node's `wasm-files`
  public static Artifacts in(Path folder) {
    return new FolderArtifacts(folder);
  }

  /// Those in the node's container.
  public static Artifacts in(ContainerExec exec, String container) {
    return new ContainerArtifacts(new NodeContainer(exec, container));
  }

  /// The hash in a text that should be one; empty if it is none.
  public static Optional<String> hash(String text) {
    Matcher matcher = HASH.matcher(text);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  static boolean version(String name) {
    return name.matches(VERSION) && !name.matches("\\.{1,2}");
  }

  /// The version in a path that [#path] made.
  static String version(Artifact artifact) {
    return Path.of(artifact.path()).getName(VERSION_AT).toString();
  }

  static String path(String version, String hash) {
    return String.join("/", FOLDER, CACHE, version, hash, FILE);
  }

  /// The programs of this hash, one for each version of the runner that has prepared it.
  ///
  /// @param hash from [#hash]
  /// @throws IOException if that cannot be told
  public abstract List<Artifact> find(String hash) throws IOException, InterruptedException;

  /// A program's bytes.
  ///
  /// @param most more than these are refused
  /// @throws IOException if it is gone, is larger, or cannot be read
  public abstract byte[] read(Artifact artifact, long most)
      throws IOException, InterruptedException;

  static byte[] whole(java.io.InputStream in, long size) throws IOException {
    byte[] bytes = in.readNBytes((int) size);
    if (bytes.length < size || in.read() >= 0) {
      throw new IOException("it was changed while it was read");
    }
    return bytes;
  }

  static void demand(Artifact artifact, long most) throws IOException {
    if (artifact.size() > most) {
      throw new IOException("it has %d bytes, more than %d".formatted(artifact.size(), most));
    }
  }
}
