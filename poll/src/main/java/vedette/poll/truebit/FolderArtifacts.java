package vedette.poll.truebit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Prepared programs in a folder that is mounted.
///
/// The node writes there and may be anybody's by now: a link in it would lead to this machine's own
/// files. So every folder is opened from the one above it without following links (`openat`), and
/// what was looked at is what is read.
final class FolderArtifacts extends Artifacts {
  private final Path folder;

  FolderArtifacts(Path folder) {
    this.folder = folder;
  }

  /// Does something with an open folder.
  private interface Inside<T> {
    T in(SecureDirectoryStream<Path> folder) throws IOException;
  }

  @Override
  public List<Artifact> find(String hash) throws IOException {
    List<Artifact> found = new ArrayList<>();
    inside(
        CACHE,
        cache -> {
          int versions = 0;
          for (Path each : cache) {
            String version = each.getFileName().toString();
            if (version(version) && ++versions <= MOST_VERSIONS) {
              about(cache, version, hash).ifPresent(found::add);
            }
          }
          return found;
        });
    return found;
  }

  private static Optional<Artifact> about(
      SecureDirectoryStream<Path> cache, String version, String hash) throws IOException {
    try {
      return down(
          cache,
          List.of(version, hash),
          at ->
              regular(at)
                  .map(is ->
                      new Artifact(
                          hash,
                          path(version, hash),
                          is.size(),
                          Optional.of(is.lastModifiedTime().toInstant()))));
    } catch (AccessDeniedException refused) {
      throw refused;
    } catch (FileSystemException notThere) {
      // Nothing of this name, no folder, or a link.
      return Optional.empty();
    }
  }

  @Override
  public byte[] read(Artifact artifact, long most) throws IOException {
    demand(artifact, most);
    String version = version(artifact);
    return inside(
        CACHE,
        cache ->
            down(
                cache,
                List.of(version, artifact.hash()),
                at -> {
                  if (regular(at).isEmpty()) {
                    throw new NoSuchFileException(FILE);
                  }
                  try (InputStream in =
                      Channels.newInputStream(
                          at.newByteChannel(
                              Path.of(FILE),
                              Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)))) {
                    return whole(in, artifact.size());
                  }
                }));
  }

  private static Optional<BasicFileAttributes> regular(SecureDirectoryStream<Path> at)
      throws IOException {
    BasicFileAttributes is =
        at.getFileAttributeView(
                Path.of(FILE), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
            .readAttributes();
    return is.isRegularFile() ? Optional.of(is) : Optional.empty();
  }

  private <T> T inside(String name, Inside<T> then) throws IOException {
    try (DirectoryStream<Path> root = Files.newDirectoryStream(folder)) {
      if (root instanceof SecureDirectoryStream<Path> safe) {
        return down(safe, List.of(name), then);
      }
    }
    throw new IOException("this file system cannot open folders without following links");
  }

  private static <T> T down(SecureDirectoryStream<Path> from, List<String> names, Inside<T> then)
      throws IOException {
    try (SecureDirectoryStream<Path> next =
        from.newDirectoryStream(Path.of(names.getFirst()), LinkOption.NOFOLLOW_LINKS)) {
      return names.size() == 1 ? then.in(next) : down(next, names.subList(1, names.size()), then);
    }
  }
}
