package vedette.app.notify;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A SOCKS5 proxy (RFC 1928) that connects every name to one port of this machine and keeps which
/// names it was asked for.
final class SocksSink extends Sink {
  private final int to;
  private final List<String> asked = new CopyOnWriteArrayList<>();

  SocksSink(int to) {
    this.to = to;
    begin();
  }

  /// `NAME:PORT`, or `address` if it was asked for an IP address.
  List<String> asked() {
    return List.copyOf(asked);
  }

  @Override
  void answer(Socket accepted) {
    try (Socket client = accepted) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      in.readByte();
      in.readNBytes(in.readUnsignedByte());
      client.getOutputStream().write(new byte[] {5, 0});
      in.readNBytes(3);
      if (in.readUnsignedByte() != 3) {
        asked.add("address");
        return;
      }
      String name = new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.US_ASCII);
      asked.add(name + ":" + in.readUnsignedShort());
      client.getOutputStream().write(new byte[] {5, 0, 0, 1, 127, 0, 0, 1, 0, 0});
      try (Socket behind = new Socket(InetAddress.getLoopbackAddress(), to)) {
        Thread back =
            Thread.ofVirtual()
                .start(() -> {
                  try {
                    behind.getInputStream().transferTo(client.getOutputStream());
                    client.shutdownOutput();
                  } catch (IOException gone) {
                    // One side hung up.
                  }
                });
        in.transferTo(behind.getOutputStream());
        back.join();
      }
    } catch (IOException gone) {
      // One side hung up.
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }
}
