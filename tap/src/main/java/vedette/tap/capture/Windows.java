package vedette.tap.capture;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.LinkedHashMap;
import java.util.Map;

/// A look at the next bytes of the files that were read last, so that a hundred small records cost
/// one open and not two hundred. At most [#FILES] windows of [#SIZE] bytes, 2 MiB.
final class Windows {
  static final int FILES = 128;
  static final int SIZE = 16 << 10;

  private static final class Window {
    final byte[] bytes = new byte[SIZE];
    long start;
    int length;
  }

  private final Map<CaptureFile, Window> windows = new LinkedHashMap<>(16, 0.75f, true);

  /// Reads up to `into.length` bytes from `position` on.
  ///
  /// @param size how long the file is known to be
  /// @return how many bytes were there
  int read(CaptureFile file, long position, byte[] into, long size) throws IOException {
    Window window = windows.get(file);
    if (window != null && holds(window, position, into.length)) {
      System.arraycopy(window.bytes, (int) (position - window.start), into, 0, into.length);
      return into.length;
    }
    try (SeekableByteChannel channel = file.open()) {
      if (into.length > SIZE) {
        return Io.read(channel, position, into, 0, into.length);
      }
      if (window == null) {
        window = recycled();
        windows.put(file, window);
      }
      window.start = position;
      window.length = 0;
      int wanted = (int) Math.min(SIZE, Math.max(into.length, size - position));
      window.length = Io.read(channel, position, window.bytes, 0, wanted);
      int length = Math.min(window.length, into.length);
      System.arraycopy(window.bytes, 0, into, 0, length);
      return length;
    }
  }

  void drop(CaptureFile file) {
    windows.remove(file);
  }

  private Window recycled() {
    if (windows.size() < FILES) {
      return new Window();
    }
    CaptureFile eldest = windows.keySet().iterator().next();
    Window window = windows.remove(eldest);
    return window == null ? new Window() : window;
  }

  private static boolean holds(Window window, long position, int length) {
    return position >= window.start && position + length <= window.start + window.length;
  }
}
