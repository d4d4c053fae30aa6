package vedette.app.process;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Deque;

/// Handles signals of the process, and puts back on closing what was there before.
///
/// The JDK's only way is `sun.misc.Signal`. It is called by name: javac warns about each mention of
/// it, no annotation silences that, and warnings are errors here.
public final class Signals implements AutoCloseable {
  private final Deque<Runnable> before = new ArrayDeque<>();

  /// Runs the action, on a thread of the JVM, each time the signal comes. A signal that the process
  /// was started to ignore (nohup) stays ignored. Where the JVM has no such signal, nothing
  /// happens.
  ///
  /// @param name without SIG, such as `TERM`
  public void on(String name, Runnable action) {
    try {
      Class<?> signalClass = Class.forName("sun.misc.Signal");
      Class<?> handlerClass = Class.forName("sun.misc.SignalHandler");
      Object handler =
          Proxy.newProxyInstance(
              handlerClass.getClassLoader(),
              new Class<?>[] {handlerClass},
              (_, method, _) ->
                  switch (method.getName()) {
                    case "handle" -> {
                      action.run();
                      yield null;
                    }
                    case "hashCode" -> 1;
                    case "equals" -> false;
                    default -> "SIG" + name + " handler";
                  });
      Object signal = signalClass.getConstructor(String.class).newInstance(name);
      var handle = signalClass.getMethod("handle", signalClass, handlerClass);
      Object old = handle.invoke(null, signal, handler);
      if (old != null) {
        before.push(() -> {
          try {
            handle.invoke(null, signal, old);
          } catch (ReflectiveOperationException | IllegalArgumentException unfit) {
            // The process is about to end anyway.
          }
        });
      }
    } catch (InvocationTargetException refused) {
      if (!(refused.getCause() instanceof IllegalArgumentException)) {
        throw new IllegalStateException("signal " + name, refused);
      }
    } catch (ReflectiveOperationException missing) {
      throw new IllegalStateException("signal " + name, missing);
    }
  }

  @Override
  public void close() {
    before.forEach(Runnable::run);
    before.clear();
  }
}
