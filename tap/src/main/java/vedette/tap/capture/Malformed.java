package vedette.tap.capture;

/// Bytes that cannot be what they should be. Caught inside this package, where the loss is counted.
final class Malformed extends Exception {
  private static final long serialVersionUID = 1L;

  Malformed(String message) {
    // No stack trace: damage is data here, and a file may hold a lot of it.
    super(message, null, false, false);
  }
}
