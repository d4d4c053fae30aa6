package vedette.app.alerts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import vedette.watch.alert.Announcer;

/// What `vedette alerts mute` asks of the Vedette that runs, or that will: a small file each, in a
/// folder that only the owner can write.
final class Requests {
  private static final String ENDING = ".request";
  private static final String TAKE_BACK = "unmute";
  private static final int MOST = 100;
  private static final int LONGEST = 1_024;

  private final Path folder;

  Requests(Path directory) {
    folder = directory.resolve("alerts").resolve("requests");
  }

  /// Silence that is wanted, or not any more.
  ///
  /// @param wanted false: take it back
  record Request(boolean wanted, Announcer.Mute mute) {}

  void leave(Request request) throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Announcer.Mute mute = request.mute();
    String line =
        String.join(
            "\t",
            request.wanted() ? "mute" : TAKE_BACK,
            mute.rule(),
            mute.subject(),
            Long.toString(mute.until()),
            Boolean.toString(mute.maintenance()));
    Path beside = folder.resolve(UUID.randomUUID() + ".new");
    Files.writeString(beside, line, StandardCharsets.UTF_8);
    Files.move(
        beside, folder.resolve(beside.getFileName() + ENDING), StandardCopyOption.ATOMIC_MOVE);
  }

  /// The requests that wait; they are gone then.
  List<Request> take() throws IOException {
    List<Request> all = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return all;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + ENDING)) {
      for (Path file : files) {
        if (all.size() < MOST) {
          if (Files.size(file) <= LONGEST) {
            parse(Files.readString(file), all);
          }
          Files.delete(file);
        }
      }
    }
    return all;
  }

  private static void parse(String line, List<Request> into) {
    String[] parts = line.split("\t", -1);
    if (parts.length == 5 && parts[3].matches("[0-9]{1,18}")) {
      into.add(
          new Request(
              !parts[0].equals(TAKE_BACK),
              new Announcer.Mute(
                  parts[1], parts[2], Long.parseLong(parts[3]), Boolean.parseBoolean(parts[4]))));
    }
  }
}
