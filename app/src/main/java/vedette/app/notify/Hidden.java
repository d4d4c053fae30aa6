package vedette.app.notify;

import java.util.function.Supplier;

/// A secret that is read at each use and never shown.
///
/// @param source may throw if it cannot be had at the moment
public record Hidden(Supplier<String> source) {
  String read() {
    try {
      return source.get();
    } catch (RuntimeException unreadable) {
      throw NotifyException.later(
          "a secret of this channel cannot be read. Do: see `vedette config check`", unreadable);
    }
  }

  @Override
  public String toString() {
    return "hidden";
  }
}
