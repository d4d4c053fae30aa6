package vedette.backup.target;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// Copies in a folder, for its owner only; each is on the disk when it has been put.
public final class FolderPlace implements Place {
  /// Tells the folder from the empty one that is there when nothing is mounted.
  static final String MARK = ".vedette-backup";

  private static final String UNFINISHED = ".part";
  private static final int MOST = 20_000;
  private static final FileAttribute<?> FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<?> FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path root;

  private FolderPlace(Path root) {
    this.root = root;
  }

  /// Makes the folder if it is not there.
  ///
  /// @param known whether it holds copies already: then an unmarked one is another, and is refused
  public static FolderPlace open(Path root, boolean known) throws IOException {
    Path mark = root.resolve(MARK);
    if (!Files.exists(mark)) {
      if (known) {
        throw new IOException(
            root
                + ": expected the folder that holds the copies. Found: one without them. Do: look"
                + " whether it is mounted");
      }
      Path _ = Files.createDirectories(root, FOLDER);
      write(mark, new byte[0]);
    }
    return new FolderPlace(root);
  }

  @Override
  public void put(String name, byte[] content) throws IOException {
    Path file = root.resolve(name);
    Path _ = Files.createDirectories(folder(file), FOLDER);
    write(file, content);
  }

  /// Replaces a file whole or not at all; it is on the disk when this returns.
  public static void write(Path file, byte[] content) throws IOException {
    Path beside = file.resolveSibling("." + file.getFileName() + UNFINISHED);
    boolean _ = Files.deleteIfExists(beside);
    try {
      try (FileChannel channel =
          FileChannel.open(
              beside, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), FILE)) {
        ByteBuffer left = ByteBuffer.wrap(content);
        while (left.hasRemaining()) {
          int _ = channel.write(left);
        }
        channel.force(true);
      }
      Path _ =
          Files.move(
              beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      // A disk that is full must not keep half a copy besides.
      boolean _ = Files.deleteIfExists(beside);
      throw e;
    }
    try (FileChannel folder = FileChannel.open(folder(file), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  private static Path folder(Path file) {
    Path parent = file.getParent();
    if (parent == null) {
      throw new IllegalArgumentException(file + " is no file in a folder");
    }
    return parent;
  }

  @Override
  public byte[] get(String name) throws IOException {
    try (InputStream in = Files.newInputStream(root.resolve(name))) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new IOException(name + ": larger than any copy");
      }
      return bytes;
    }
  }

  @Override
  public SortedSet<String> list() throws IOException {
    TreeSet<String> names = new TreeSet<>();
    Path _ =
        Files.walkFileTree(
            root,
            new SimpleFileVisitor<>() {
              @Override
              public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String last = String.valueOf(file.getFileName());
                if (attributes.isRegularFile() && !last.startsWith(".")) {
                  names.add(root.relativize(file).toString());
                }
                return names.size() < MOST ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
              }
            });
    return names;
  }

  @Override
  public void delete(String name) throws IOException {
    try {
      Files.delete(root.resolve(name));
    } catch (NoSuchFileException _) {
      // That is what was wanted.
    }
  }

  @Override
  public void close() {}
}
