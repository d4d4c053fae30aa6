package vedette.backup;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import vedette.backup.layer.Layer;
import vedette.backup.target.Target;

/// What is kept, where and how long.
///
/// @param folder of Vedette's own: the list, and the first copy of everything
/// @param places further ones; names differ and none is [#LOCAL]
/// @param prove how often each copy is read back
public record BackupOptions(
    Path folder, List<Elsewhere> places, Retention retention, Duration prove) {
  /// The name of Vedette's own folder among the places.
  public static final String LOCAL = "local";

  public BackupOptions {
    places = List.copyOf(places);
  }

  /// A place besides the own folder.
  ///
  /// @param kind its word, such as `sftp`
  /// @param layer the second layer of encryption; empty: copies are as they are
  /// @param channelsPlain whether channel backups, which LND has encrypted, go without the layer
  public record Elsewhere(
      String name, String kind, Target target, Optional<Layer> layer, boolean channelsPlain) {
    Optional<Layer> layerFor(Version version) {
      return channelsPlain && version.stream().startsWith(Version.CHANNELS)
          ? Optional.empty()
          : layer;
    }

    String nameOf(Version version) {
      return version.name() + (layerFor(version).isPresent() ? Layer.SUFFIX : "");
    }
  }
}
