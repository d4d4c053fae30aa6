package vedette.app.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.io.SelectorManager;
import vedette.app.web.auth.Networks;

/// How many connections there may be, in total and from one address; one more is closed at once.
///
/// A trusted proxy has many users behind it and only the total limit. Works for everything on the
/// port, also for WebSockets.
final class ConnectionLimits implements SelectorManager.AcceptListener {
  private final int all;
  private final int each;
  private final Networks proxies;
  private final Map<SelectableChannel, InetAddress> open = new HashMap<>();
  private final Map<InetAddress, Integer> byAddress = new HashMap<>();
  private long refused;

  ConnectionLimits(int all, int each, Networks proxies) {
    this.all = all;
    this.each = each;
    this.proxies = proxies;
  }

  @Override
  public synchronized void onAccepting(SelectableChannel channel) {
    InetAddress address = address(channel);
    int same = byAddress.getOrDefault(address, 0);
    if (open.size() >= all || (same >= each && !proxies.contains(address))) {
      refused++;
      close(channel);
      return;
    }
    open.put(channel, address);
    byAddress.merge(address, 1, Integer::sum);
  }

  @Override
  public synchronized void onAcceptFailed(SelectableChannel channel, Throwable cause) {
    forget(channel);
  }

  @Override
  public synchronized void onClosed(SelectableChannel channel) {
    forget(channel);
  }

  synchronized int open() {
    return open.size();
  }

  synchronized long refused() {
    return refused;
  }

  int most() {
    return all;
  }

  private void forget(SelectableChannel channel) {
    InetAddress address = open.remove(channel);
    if (address != null) {
      byAddress.computeIfPresent(address, (_, count) -> count > 1 ? count - 1 : null);
    }
  }

  private static InetAddress address(SelectableChannel channel) {
    try {
      if (channel instanceof SocketChannel socket
          && socket.getRemoteAddress() instanceof InetSocketAddress remote) {
        return remote.getAddress();
      }
    } catch (IOException _) {
      // Already gone; counted with the rest that has no address.
    }
    return InetAddress.ofLiteral("0.0.0.0");
  }

  private static void close(SelectableChannel channel) {
    try {
      channel.close();
    } catch (IOException _) {
      // Closed all the same.
    }
  }
}
