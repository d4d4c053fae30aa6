package vedette.tap.bpf;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// An executable, held open: its notes are read and its probes attached through one descriptor, so
/// that a file which is replaced meanwhile cannot lend its offsets to another.
///
/// Closing does not detach anything.
public final class Executable implements AutoCloseable {
  private static final int AT_FDCWD = -100;
  private static final int O_CLOEXEC = 0x80000;

  private final Path path;
  private final int descriptor;
  private final Arch arch;
  private final FileId id;
  private final List<UsdtNote> notes;

  private Executable(Path path, int descriptor, Arch arch, FileId id, List<UsdtNote> notes) {
    this.path = path;
    this.descriptor = descriptor;
    this.arch = arch;
    this.id = id;
    this.notes = notes;
  }

  /// Which file, whatever its name, and which state of it: a file that was written to is another
  /// one, since its probes may have moved.
  ///
  /// @param device number of the device
  /// @param inode number on it
  /// @param size bytes
  /// @param modifiedNanos when it was last written to, nanoseconds since the epoch
  public record FileId(long device, long inode, long size, long modifiedNanos) {
    // Written out: the JVM makes those of a record at run time, which costs a start 5 ms.

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof FileId that
          && sameInode(that)
          && size == that.size
          && modifiedNanos == that.modifiedNanos;
    }

    @Override
    public int hashCode() {
      return Long.hashCode(inode) * 31 + Long.hashCode(modifiedNanos);
    }

    /// Whether it is the same file on disk, written to or not.
    public boolean sameInode(FileId other) {
      return device == other.device && inode == other.inode;
    }

    /// The file behind a path, links followed.
    ///
    /// @throws IOException if it cannot be reached
    public static FileId of(Path path) throws IOException {
      var attributes = Files.readAttributes(path, "unix:dev,ino,size,lastModifiedTime");
      FileTime modified = (FileTime) Objects.requireNonNull(attributes.get("lastModifiedTime"));
      return new FileId(
          (long) Objects.requireNonNull(attributes.get("dev")),
          (long) Objects.requireNonNull(attributes.get("ino")),
          (long) Objects.requireNonNull(attributes.get("size")),
          modified.to(TimeUnit.NANOSECONDS));
    }
  }

  /// Opens an executable and reads its notes.
  ///
  /// @param path any path: a file, `/proc/<pid>/exe`, a file below `/proc/<pid>/root`
  /// @throws IOException if it cannot be opened or read
  /// @throws BpfException if it is not an ELF file of a known processor, or its notes lie
  public static Executable open(Path path) throws IOException {
    int descriptor = openFile(path);
    Path held = held(descriptor);
    try (FileChannel channel = FileChannel.open(held)) {
      ElfFile file = ElfFile.parse(channel);
      Arch arch =
          file.arch()
              .orElseThrow(
                  () -> new BpfException("ELF file: it is for neither x86-64 nor aarch64.", 0));
      return new Executable(path, descriptor, arch, FileId.of(held), UsdtNote.read(file));
    } catch (IOException | RuntimeException failed) {
      Kernel.close(descriptor);
      throw failed;
    }
  }

  private static int openFile(Path path) throws FileSystemException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocateFrom(path.toString());
      long result = Kernel.call(Kernel.Call.OPENAT, AT_FDCWD, name.address(), O_CLOEXEC);
      if (result >= 0) {
        return (int) result;
      }
      int errno = (int) -result;
      throw switch (errno) {
        case Kernel.ENOENT, Kernel.ESRCH -> new NoSuchFileException(path.toString());
        case Kernel.EACCES, Kernel.EPERM -> new AccessDeniedException(path.toString());
        default -> new FileSystemException(path.toString(), null, Kernel.errorName(errno));
      };
    }
  }

  private static Path held(int descriptor) {
    return Path.of("/proc/self/fd/" + descriptor);
  }

  /// The path it was opened by.
  public Path path() {
    return path;
  }

  /// A path that leads to this very file while it is open.
  Path held() {
    return held(descriptor);
  }

  /// The processor its code is for.
  public Arch arch() {
    return arch;
  }

  /// Which file it is.
  public FileId id() {
    return id;
  }

  /// Its probes, in file order.
  public List<UsdtNote> notes() {
    return notes;
  }

  @Override
  public void close() {
    Kernel.close(descriptor);
  }
}
