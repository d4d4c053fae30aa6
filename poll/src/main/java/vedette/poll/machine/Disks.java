package vedette.poll.machine;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import vedette.poll.Words;

/// How full the file systems are that paths lie on.
final class Disks {
  private static final int MOST = 32;
  private static final int LONGEST_NAME = 128;

  private Disks() {}

  static MachineAnswer.Disks read(Mounts mounts, List<Path> paths) {
    Map<String, MachineAnswer.Disk> byMount = new LinkedHashMap<>();
    for (Path path : paths) {
      Optional<Mounts.Mount> mount = mounts.of(path);
      if (mount.isPresent() && byMount.size() < MOST && !byMount.containsKey(mount.get().point())) {
        byMount.put(mount.get().point(), disk(mount.get()));
      }
    }
    return new MachineAnswer.Disks(List.copyOf(byMount.values()));
  }

  private static MachineAnswer.Disk disk(Mounts.Mount mount) {
    OptionalLong size = OptionalLong.empty();
    OptionalLong used = OptionalLong.empty();
    OptionalLong available = OptionalLong.empty();
    try {
      FileStore store = Files.getFileStore(Path.of(mount.point()));
      long total = store.getTotalSpace();
      // File systems without a size of their own, such as proc, say 0.
      if (total > 0) {
        size = OptionalLong.of(total);
        used = OptionalLong.of(Math.clamp(total - store.getUnallocatedSpace(), 0, total));
        available = OptionalLong.of(Math.clamp(store.getUsableSpace(), 0, total));
      }
    } catch (IOException | SecurityException unreadable) {
      // They stay empty: unknown.
    }
    return new MachineAnswer.Disk(
        name(mount.point()),
        name(mount.device()),
        name(mount.type()),
        mount.readOnly(),
        size,
        used,
        available);
  }

  /// A mount point or device as it is shown.
  static String name(String text) {
    return Words.oneLine(text, LONGEST_NAME);
  }
}
