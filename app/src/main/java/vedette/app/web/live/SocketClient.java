package vedette.app.web.live;

/// Who is at the other end of a WebSocket.
public interface SocketClient {
  /// What it said. Not called by two threads at once.
  void receive(String text);

  /// The connection ended, or is to end.
  ///
  /// @param code WebSocket close code
  void close(int code, String reason);
}
