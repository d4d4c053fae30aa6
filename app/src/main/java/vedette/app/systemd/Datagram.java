package vedette.app.systemd;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/// Sends one datagram to a Unix socket: the JDK has Unix sockets for streams only.
///
/// ```
/// struct sockaddr_un   u16 family = AF_UNIX | char path[108]     man 7 unix
/// ```
@SuppressWarnings("restricted") // calls into libc, here and in the tap only
final class Datagram {
  private static final short AF_UNIX = 1;
  private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
  private static final int MSG_NOSIGNAL_DONTWAIT = 0x4000 | 0x40;
  private static final int PATH = 2;
  private static final int PATH_BYTES = 108;

  private static final MethodHandle SOCKET =
      libc("socket", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
  private static final MethodHandle CLOSE = libc("close", ValueLayout.JAVA_INT);
  private static final MethodHandle SENDTO =
      libc(
          "sendto",
          ValueLayout.JAVA_INT,
          ValueLayout.ADDRESS,
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_INT,
          ValueLayout.ADDRESS,
          ValueLayout.JAVA_INT);

  private Datagram() {}

  private static MethodHandle libc(String name, java.lang.foreign.MemoryLayout... arguments) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(ValueLayout.JAVA_LONG, arguments));
  }

  /// Sends it, without waiting; what cannot be sent is not.
  ///
  /// @param socket a path, or `@` and a name in the abstract namespace
  /// @return whether it was taken
  static boolean send(String socket, String message) {
    byte[] path = socket.getBytes(StandardCharsets.UTF_8);
    if (path.length > PATH_BYTES - 1) {
      return false;
    }
    boolean named = path[0] != '@';
    if (!named) {
      path[0] = 0;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(PATH + PATH_BYTES, Short.BYTES);
      address.set(ValueLayout.JAVA_SHORT, 0, AF_UNIX);
      MemorySegment.copy(path, 0, address, ValueLayout.JAVA_BYTE, PATH, path.length);
      MemorySegment bytes = arena.allocateFrom(message, StandardCharsets.UTF_8);
      // An abstract name has no end mark: its length says where it ends.
      int length = PATH + path.length + (named ? 1 : 0);
      return send(address, length, bytes, bytes.byteSize() - 1);
    }
  }

  private static boolean send(MemorySegment address, int length, MemorySegment bytes, long size) {
    try {
      int descriptor = (int) (long) SOCKET.invokeExact((int) AF_UNIX, SOCK_DGRAM_CLOEXEC, 0);
      if (descriptor < 0) {
        return false;
      }
      long sent =
          (long)
              SENDTO.invokeExact(descriptor, bytes, size, MSG_NOSIGNAL_DONTWAIT, address, length);
      long _ = (long) CLOSE.invokeExact(descriptor);
      return sent == size;
    } catch (RuntimeException | Error unchecked) {
      throw unchecked;
    } catch (Throwable impossible) {
      throw new AssertionError("a downcall has no checked exceptions", impossible);
    }
  }
}
