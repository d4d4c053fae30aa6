package vedette.backup;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Packs declared files into a zip that is the same when they are: sorted, without times and
/// owners.
///
/// What must never be copied is refused: LND's databases, whose restoring loses money, and texts
/// with extended private keys.
///
/// @param digest of names and contents
/// @param zip not copied
// The bytes are a whole that is handed on, not compared.
@SuppressWarnings("ArrayRecordComponent")
record Archive(int files, String digest, byte[] zip) {
  private static final int MOST_FILES = 10_000;
  private static final long LARGEST = 32L << 20;
  private static final LocalDateTime TIME = LocalDateTime.of(2000, 1, 1, 0, 0);
  private static final Set<String> NEVER =
      Set.of(
          "channel.db",
          "channel.sqlite",
          "sphinxreplay.db",
          "wtclient.db",
          "wallet.db",
          "lnd.db",
          "lnd.sqlite");
  private static final Pattern PRIVATE_KEY =
      Pattern.compile("\\b[xyztuv]prv[1-9A-HJ-NP-Za-km-z]{100,112}\\b");

  /// Reads and packs them.
  ///
  /// @throws BackupException if one cannot be read, must not be copied, or they are too large
  static Archive of(FileSet set) {
    TreeMap<String, byte[]> contents = new TreeMap<>();
    long[] total = {0};
    for (Path path : set.paths()) {
      read(set, path, contents, total);
    }
    if (contents.isEmpty()) {
      throw new BackupException(
          "backup set " + set.name() + ": expected at least one file. Found: none.");
    }
    try {
      return packed(contents);
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void read(FileSet set, Path root, Map<String, byte[]> contents, long[] total) {
    try {
      Path _ =
          Files.walkFileTree(
              root,
              new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                    throws IOException {
                  if (attributes.isRegularFile()) {
                    total[0] += attributes.size();
                    refuse(set, file, contents.size(), total[0]);
                    byte[] bytes = Files.readAllBytes(file);
                    refuse(set, file, bytes);
                    byte[] _ = contents.put(name(file), bytes);
                  }
                  return FileVisitResult.CONTINUE;
                }
              });
    } catch (IOException e) {
      throw new BackupException(
          "backup set " + set.name() + ": " + root + " cannot be read: " + e, e);
    }
  }

  private static void refuse(FileSet set, Path file, int count, long total) {
    if (count >= MOST_FILES || total > LARGEST) {
      throw new BackupException(
          "backup set %s: expected at most %d files of %d MiB together. Found: more, at %s. Do: name fewer."
              .formatted(set.name(), MOST_FILES, LARGEST >> 20, file));
    }
    if (NEVER.contains(String.valueOf(file.getFileName()))) {
      throw new BackupException(
          "backup set %s: %s must not be copied: restoring an old one loses money. Do: leave it out; channels are backed up by themselves."
              .formatted(set.name(), file));
    }
  }

  private static void refuse(FileSet set, Path file, byte[] bytes) {
    if (PRIVATE_KEY.matcher(new String(bytes, StandardCharsets.ISO_8859_1)).find()) {
      throw new BackupException(
          "backup set %s: %s holds an extended private key. Do: export descriptors without private keys."
              .formatted(set.name(), file));
    }
  }

  private static String name(Path file) {
    String absolute = file.toAbsolutePath().normalize().toString();
    return absolute.startsWith("/") ? absolute.substring(1) : absolute;
  }

  private static Archive packed(TreeMap<String, byte[]> contents) throws IOException {
    MessageDigest digest = Digests.sha256();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : contents.entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setTimeLocal(TIME);
        zip.putNextEntry(entry);
        zip.write(file.getValue());
        zip.closeEntry();
        digest.update(
            (file.getKey() + "\0" + file.getValue().length + "\0")
                .getBytes(StandardCharsets.UTF_8));
        digest.update(file.getValue());
      }
    }
    return new Archive(
        contents.size(), HexFormat.of().formatHex(digest.digest()), bytes.toByteArray());
  }
}
