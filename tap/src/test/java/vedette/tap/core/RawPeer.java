package vedette.tap.core;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/// A peer that says what a test tells it to, in the v1 transport on regtest.
final class RawPeer implements AutoCloseable {
  private static final byte[] MAGIC = {(byte) 0xfa, (byte) 0xbf, (byte) 0xb5, (byte) 0xda};

  private final Socket socket;

  private RawPeer(Socket socket) {
    this.socket = socket;
  }

  static RawPeer connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(20_000);
    return new RawPeer(socket);
  }

  /// Sends `version` and `verack`, and reads until the node has sent its `verack`.
  RawPeer handshake() throws Exception {
    ByteBuffer version = ByteBuffer.allocate(86).order(ByteOrder.LITTLE_ENDIAN);
    version.putInt(70016).putLong(0).putLong(System.currentTimeMillis() / 1000);
    version.put(new byte[52]).putLong(42).put((byte) 0).putInt(0).put((byte) 1);
    send("version", Arrays.copyOf(version.array(), version.position()));
    send("verack", new byte[0]);
    while (!receive().equals("verack")) {
      // version, and what announces features, come before it
    }
    return this;
  }

  void send(String type, byte[] payload) throws Exception {
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    byte[] checksum = sha.digest(sha.digest(payload));
    OutputStream out = socket.getOutputStream();
    ByteBuffer header = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    header.put(MAGIC).put(Arrays.copyOf(type.getBytes(StandardCharsets.US_ASCII), 12));
    header.putInt(payload.length).put(checksum, 0, 4);
    out.write(header.array());
    out.write(payload);
    out.flush();
  }

  /// The type of the next message from the node.
  String receive() throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    byte[] header = new byte[24];
    in.readFully(header);
    in.readNBytes(ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getInt(16));
    return new String(header, 4, 12, StandardCharsets.US_ASCII).replace("\0", "");
  }

  int localPort() {
    return socket.getLocalPort();
  }

  /// Reads until the node hangs up.
  void awaitHangUp() throws IOException {
    try {
      socket.getInputStream().skipNBytes(Long.MAX_VALUE);
    } catch (java.io.EOFException | java.net.SocketException hungUp) {
      return;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
