package vedette.backup;

import java.nio.file.Path;
import java.util.List;

/// Files that are kept as they change.
///
/// @param name letters, digits, `-`, `_`
/// @param paths files and folders
public record FileSet(String name, List<Path> paths) {
  public FileSet {
    paths = List.copyOf(paths);
  }
}
