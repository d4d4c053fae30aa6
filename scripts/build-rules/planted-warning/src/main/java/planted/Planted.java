package planted;

/// Casts for no reason, which javac only warns of.
final class Planted {
  private Planted() {}

  static String word() {
    return (String) "word";
  }
}
