package planted;

/// Nothing is wrong here.
final class Planted {
  private Planted() {}

  static String word() {
    return "word";
  }
}
