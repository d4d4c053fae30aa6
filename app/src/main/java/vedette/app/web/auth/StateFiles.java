package vedette.app.web.auth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/// Small files that only their owner can read, in a folder of which the same is true. A file is
/// replaced whole or not at all.
public final class StateFiles {
  private static final int LARGEST = 256 << 10;

  private final Path folder;

  private StateFiles(Path folder) {
    this.folder = folder;
  }

  /// The folder `web` in Vedette's directory; made if it is not there.
  ///
  /// @throws AuthException if it cannot be made, or other users may write in it
  public static StateFiles in(Path directory) {
    Path folder = directory.resolve("web");
    try {
      Files.createDirectories(directory);
      if (!Files.isDirectory(folder)) {
        Files.createDirectory(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      var rights = Files.getPosixFilePermissions(folder);
      if (!PosixFilePermissions.fromString("rwx------").containsAll(rights)) {
        throw new AuthException(
            folder
                + ": expected rights rwx------. Found: "
                + PosixFilePermissions.toString(rights)
                + ". Do: chmod 700 "
                + folder);
      }
      return new StateFiles(folder);
    } catch (IOException e) {
      throw new AuthException(
          folder + ": expected a folder that can be written. Found: " + e + ".", e);
    }
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  /// The folder within, made if it is not there.
  Path folder(String name) throws IOException {
    Path path = folder.resolve(name);
    Files.createDirectories(
        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    return path;
  }

  Optional<String> read(String name) {
    try (var in = Files.newInputStream(path(name))) {
      return Optional.of(new String(in.readNBytes(LARGEST), StandardCharsets.UTF_8));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new AuthException(path(name) + ": expected a readable file. Found: " + e + ".", e);
    }
  }

  void write(String name, String text) {
    Path beside = path(name + "." + Secrets.random().substring(0, 8) + ".new");
    try {
      createFile(beside);
      try (var channel = Files.newByteChannel(beside, Set.of(StandardOpenOption.WRITE))) {
        channel.write(java.nio.ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
      }
      Files.move(
          beside, path(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new AuthException(path(name) + ": expected room to write. Found: " + e + ".", e);
    }
  }

  static void createFile(Path file) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }
}
