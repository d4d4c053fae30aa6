package vedette.poll.truebit;

import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/// Prepared programs in the node's container.
final class ContainerArtifacts extends Artifacts {
  /// `2025-11-24 13:55:34.123456789 +0000`, the fraction is not everywhere.
  private static final DateTimeFormatter STAT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss[.nnnnnnnnn] xx");

  private final NodeContainer container;

  ContainerArtifacts(NodeContainer container) {
    this.container = container;
  }

  @Override
  public List<Artifact> find(String hash) throws IOException, InterruptedException {
    List<String> paths =
        container.names(FOLDER + "/" + CACHE).stream()
            .filter(Artifacts::version)
            .limit(MOST_VERSIONS)
            .map(version -> path(version, hash))
            .toList();
    return container.about(paths).stream()
        .map(file -> new Artifact(hash, file.path(), file.size(), time(file.changed())))
        .toList();
  }

  @Override
  public byte[] read(Artifact artifact, long most) throws IOException, InterruptedException {
    demand(artifact, most);
    try (InputStream in = container.open(artifact.path(), artifact.size() + 1)) {
      return whole(in, artifact.size());
    }
  }

  private static Optional<Instant> time(String said) {
    try {
      return Optional.of(OffsetDateTime.parse(said, STAT).toInstant());
    } catch (DateTimeException unknown) {
      return Optional.empty();
    }
  }
}
