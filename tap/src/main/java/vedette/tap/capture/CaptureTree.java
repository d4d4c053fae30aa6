package vedette.tap.capture;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The capture files below a directory, as they come, grow and go.
///
/// Watches the directory and each peer's by inotify. What inotify cannot see (network file systems)
/// or has no room for (`fs.inotify.max_user_watches`) is found by [#scan].
final class CaptureTree implements AutoCloseable {
  static final String RECEIVED = "msgs_recv.dat";
  static final String SENT = "msgs_sent.dat";

  /// What the tree has to report, each once.
  interface Reports {
    /// A place that cannot be read, or not in time.
    void problem(String text);

    /// A file beyond the maximum is not read.
    void untracked(Path path, boolean inbound);
  }

  private final Path root;
  private final boolean single;
  private final @Nullable WatchService watcher;
  private final int maxFiles;
  private final Reports reports;
  private final Windows windows = new Windows();
  private final Map<Path, CaptureFile> files = new TreeMap<>();
  private final Map<WatchKey, Path> watched = new HashMap<>();
  private final Set<Path> watchedPaths = new HashSet<>();
  private final Set<String> told = new HashSet<>();

  /// @param root directory of peers, directory of one peer, or one file
  /// @param single whether it is one file
  /// @param watcher null if nothing is to be watched; closed by whoever made it
  CaptureTree(
      Path root, boolean single, @Nullable WatchService watcher, int maxFiles, Reports reports) {
    this.root = root;
    this.single = single;
    this.watcher = watcher;
    this.maxFiles = maxFiles;
    this.reports = reports;
  }

  /// Every file that is read.
  Collection<CaptureFile> files() {
    return files.values();
  }

  /// Looks at every directory and file.
  ///
  /// @return the files that are there, with their present size
  List<CaptureFile> scan() {
    if (single) {
      watch(parent(root));
      track(root);
    } else {
      watch(root);
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
        entries.forEach(this::found);
      } catch (NoSuchFileException | NotDirectoryException gone) {
        // The node's data was wiped; it may come back.
      } catch (IOException | DirectoryIteratorException broken) {
        tell(root + ": cannot be listed: " + broken.getMessage());
      }
    }
    return refresh(new ArrayList<>(files.values()));
  }

  /// Waits for a change.
  ///
  /// @return the files in the places that changed; empty if nothing did
  List<CaptureFile> await(WatchService service, long nanos) throws InterruptedException {
    Set<CaptureFile> changed = new LinkedHashSet<>();
    WatchKey key = service.poll(nanos, TimeUnit.NANOSECONDS);
    while (key != null) {
      Path directory = watched.get(key);
      if (directory != null) {
        if (!drain(key, directory, changed)) {
          return scan();
        }
        if (!key.reset()) {
          watched.remove(key);
          watchedPaths.remove(directory);
        }
      }
      key = service.poll();
    }
    return refresh(changed);
  }

  /// @return false if changes were too many to be told one by one
  private boolean drain(WatchKey key, Path directory, Set<CaptureFile> changed) {
    boolean complete = true;
    for (WatchEvent<?> event : key.pollEvents()) {
      if (StandardWatchEventKinds.OVERFLOW.equals(event.kind())) {
        complete = false;
      } else if (event.context() instanceof Path name) {
        Path path = directory.resolve(name);
        if (single ? path.equals(root) : isCapture(name)) {
          track(path);
        } else if (!single && directory.equals(root)) {
          found(path);
        }
        for (Path candidate : List.of(path, path.resolve(RECEIVED), path.resolve(SENT))) {
          CaptureFile file = files.get(candidate);
          if (file != null) {
            changed.add(file);
          }
        }
      }
    }
    if (!complete) {
      key.reset();
    }
    return complete;
  }

  @Override
  public void close() {
    watched.keySet().forEach(WatchKey::cancel);
  }

  /// An entry of the root: a peer's directory, or a file if the root is a peer's directory itself.
  private void found(Path entry) {
    Path name = entry.getFileName();
    if (name != null && isCapture(name)) {
      track(entry);
    } else if (watchedPaths.contains(entry) || Files.isDirectory(entry)) {
      // First the watch, then the look: nothing can appear unseen between them.
      watch(entry);
      track(entry.resolve(RECEIVED));
      track(entry.resolve(SENT));
    }
  }

  private void track(Path path) {
    if (files.containsKey(path) || !Files.isRegularFile(path)) {
      return;
    }
    boolean inbound = !name(path).contains("sent");
    if (files.size() >= maxFiles) {
      if (remember(path.toString())) {
        reports.untracked(path, inbound);
      }
      return;
    }
    String directory = name(parent(path));
    boolean named = isCapture(path.getFileName()) && PeerName.isPeer(directory);
    String address = named ? PeerName.address(directory) : "";
    files.put(path, new CaptureFile(path, address, inbound, windows));
  }

  private List<CaptureFile> refresh(Collection<CaptureFile> some) {
    List<CaptureFile> there = new ArrayList<>(some.size());
    Iterator<CaptureFile> each = some.iterator();
    while (each.hasNext()) {
      CaptureFile file = each.next();
      try {
        if (file.refresh()) {
          there.add(file);
        } else {
          files.remove(file.path());
        }
      } catch (IOException broken) {
        tell(file.path() + ": cannot be read: " + Io.says(broken));
      }
    }
    return there;
  }

  private void watch(Path directory) {
    if (watcher == null || watchedPaths.contains(directory) || watched.size() >= maxFiles) {
      return;
    }
    try {
      WatchKey key =
          directory.register(
              watcher,
              StandardWatchEventKinds.ENTRY_CREATE,
              StandardWatchEventKinds.ENTRY_MODIFY,
              StandardWatchEventKinds.ENTRY_DELETE);
      watched.put(key, directory);
      watchedPaths.add(directory);
    } catch (NoSuchFileException | NotDirectoryException gone) {
      // Not there, or not any more: the next scan looks again.
    } catch (IOException noRoom) {
      tell(
          "%s: cannot be watched (%s); new messages are found by looking every second"
              .formatted(directory, noRoom.getMessage()));
    }
  }

  private void tell(String text) {
    if (remember(text)) {
      reports.problem(text);
    }
  }

  private boolean remember(String text) {
    return told.size() < maxFiles && told.add(text);
  }

  private static boolean isCapture(@Nullable Path name) {
    return name != null && (name.endsWith(RECEIVED) || name.endsWith(SENT));
  }

  private static Path parent(Path path) {
    Path parent = path.toAbsolutePath().getParent();
    return parent == null ? path : parent;
  }

  private static String name(Path path) {
    Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }
}
