package vedette.app.process;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/// The environment that this process hands on to its children.
///
/// What Vedette itself starts gets an environment without secrets. Libraries start programs too:
/// the SQLite driver asks `uname` what system it is. Those inherit the process's own environment,
/// so a secret must not stand there any more. Not for several threads.
@SuppressWarnings("restricted") // one call into libc
public final class OwnEnvironment {
  private OwnEnvironment() {}

  /// Takes a variable out of what children inherit. [System#getenv] goes on to give it, because the
  /// JVM has its own copy.
  public static void hide(String name) {
    // The JVM copies at the first question: that must not come after.
    @Nullable String value = System.getenv(name);
    if (value == null) {
      return;
    }
    Linker linker = Linker.nativeLinker();
    try (Arena arena = Arena.ofConfined()) {
      int _ =
          (int)
              linker
                  .downcallHandle(
                      linker.defaultLookup().findOrThrow("unsetenv"),
                      FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS))
                  .invokeExact(arena.allocateFrom(name));
    } catch (Throwable impossible) {
      throw new LinkageError("unsetenv", impossible);
    }
  }
}
