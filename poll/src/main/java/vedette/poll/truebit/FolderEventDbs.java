package vedette.poll.truebit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// EventDB files in a folder that is mounted.
record FolderEventDbs(Path folder) implements EventDbFiles {
  @Override
  public List<Version> all() throws IOException {
    return LogFolder.eventDbs(folder).stream()
        .map(file ->
            new Version(
                file.path().getFileName().toString(), file.size(), Long.toString(file.changed())))
        .toList();
  }

  @Override
  public InputStream open(Version file) throws IOException {
    return Files.newInputStream(
        folder.resolve(file.name()), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  }
}
