package vedette.poll.tor;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import vedette.poll.Trouble;

/// One connection to a control port. A thread that is interrupted while it waits here closes it.
final class Control implements AutoCloseable {
  private final SocketChannel channel;
  private final InputStream in;

  private Control(SocketChannel channel) {
    this.channel = channel;
    this.in = new BufferedInputStream(Channels.newInputStream(channel));
  }

  static Control connect(Tor.Where where) throws ControlException {
    try {
      return switch (where) {
        case Tor.Where.Unix unix ->
            connect(
                SocketChannel.open(StandardProtocolFamily.UNIX),
                UnixDomainSocketAddress.of(unix.socket()));
        case Tor.Where.Tcp tcp ->
            connect(SocketChannel.open(), new InetSocketAddress(tcp.host(), tcp.port()));
      };
    } catch (IOException | RuntimeException none) {
      String said = String.valueOf(none.getMessage());
      if (said.contains("Permission denied")) {
        throw new ControlException(
            Trouble.UNAUTHORIZED,
            where + " may not be used by this user. Do: add it to the group of the file");
      }
      throw new ControlException(Trouble.UNREACHABLE, where + ": nobody accepts connections");
    }
  }

  private static Control connect(SocketChannel channel, SocketAddress address) throws IOException {
    try {
      channel.connect(address);
      return new Control(channel);
    } catch (IOException | RuntimeException none) {
      channel.close();
      throw none;
    }
  }

  /// Says one line and waits for its reply.
  Reply ask(String line) throws IOException, ControlException {
    ByteBuffer bytes = ByteBuffer.wrap((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    Reply reply = Reply.read(in);
    while (reply.status() == 650) {
      reply = Reply.read(in);
    }
    return reply;
  }

  /// Waits for what nobody asked for.
  Reply event() throws IOException, ControlException {
    return Reply.read(in);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException gone) {
      // It is closed in any case.
    }
  }
}
