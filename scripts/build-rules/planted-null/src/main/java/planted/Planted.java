package planted;

/// Returns null where nothing is nullable.
final class Planted {
  private Planted() {}

  static String word() {
    return null;
  }
}
