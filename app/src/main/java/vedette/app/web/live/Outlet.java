package vedette.app.web.live;

import java.io.IOException;

/// The way to one client.
public interface Outlet {

  /// Sends a text frame and waits until the network took it, at most some seconds.
  ///
  /// @throws IOException if the client is gone or does not read
  void send(String text) throws IOException;

  /// Asks whether the client is there, which also keeps a connection from being idle; does not wait
  /// for the answer.
  ///
  /// @throws IOException if the client is gone or does not read
  void ping() throws IOException;

  /// Ends the connection without waiting; may be called again.
  ///
  /// @param code WebSocket close code
  void close(int code, String reason);
}
