package vedette.poll.truebit;

import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.List;

/// EventDB files in the node's container.
record ContainerEventDbs(NodeContainer container) implements EventDbFiles {
  private static final String FOLDER = "/app/build/datadb";
  private static final String SUFFIX = "-eventDB.json";
  private static final long LARGEST = 256L << 20;

  @Override
  public List<Version> all() throws IOException, InterruptedException {
    List<String> paths =
        container.names(FOLDER).stream()
            .filter(name -> name.endsWith(SUFFIX))
            .map(name -> FOLDER + "/" + name)
            .toList();
    return container.about(paths).stream()
        .sorted(Comparator.comparing(NodeContainer.Found::changed).reversed())
        .map(file ->
            new Version(file.path().substring(FOLDER.length() + 1), file.size(), file.changed()))
        .toList();
  }

  @Override
  public InputStream open(Version file) throws IOException, InterruptedException {
    return container.open(FOLDER + "/" + file.name(), LARGEST);
  }
}
