package vedette.app.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Why a server could not be started, and what to do about it.
///
/// The system's words for it are in the language of its user, so they are shown and not read: what
/// it is, is looked up.
final class NotListening {
  private static final Path FIRST_FREE = Path.of("/proc/sys/net/ipv4/ip_unprivileged_port_start");
  private static final int USUAL_FIRST_FREE = 1_024;
  private static final int PATIENCE_MS = 500;

  private NotListening() {}

  /// @param what web or metrics
  /// @param address an IP address
  /// @param addressSetting the setting that the address comes from
  /// @param portSetting the setting that the port comes from
  static WebException because(
      Exception thrown,
      String what,
      String address,
      int port,
      String addressSetting,
      String portSetting) {
    Throwable root = rootOf(thrown);
    String found = String.valueOf(root.getMessage() == null ? root : root.getMessage());
    if (!(root instanceof SocketException)) {
      return WebException.passing(
          what
              + ": expected to start. Found: "
              + found
              + ". Do: try again; if it stays so, it is a mistake of Vedette, please report it.",
          thrown);
    }
    return WebException.passing(
        what
            + ": expected to listen on "
            + address
            + " port "
            + port
            + ". Found: "
            + found
            + ". Do: "
            + advice(InetAddress.ofLiteral(address), port, addressSetting, portSetting)
            + ".",
        thrown);
  }

  private static String advice(
      InetAddress address, int port, String addressSetting, String portSetting) {
    if (!ofThisMachine(address)) {
      return "set %s to an address of this machine (see `ip address`)".formatted(addressSetting);
    }
    return port > 0 && port < firstFree() && !taken(address, port)
        ? "set %s to %d or more: lower ones need CAP_NET_BIND_SERVICE"
            .formatted(portSetting, firstFree())
        : "end what uses the port, or set " + portSetting;
  }

  private static boolean ofThisMachine(InetAddress address) {
    try {
      return address.isAnyLocalAddress()
          || (address.isLoopbackAddress() && address.getAddress().length == 4)
          || NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException unknown) {
      return true;
    }
  }

  private static int firstFree() {
    try {
      return Integer.parseInt(Files.readString(FIRST_FREE).strip());
    } catch (IOException | NumberFormatException unknown) {
      return USUAL_FIRST_FREE;
    }
  }

  private static boolean taken(InetAddress address, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), PATIENCE_MS);
      return true;
    } catch (IOException nobody) {
      return false;
    }
  }

  private static Throwable rootOf(Throwable thrown) {
    Throwable root = thrown;
    for (int i = 0; i < 16; i++) {
      Throwable cause = root.getCause();
      if (cause == null) {
        break;
      }
      root = cause;
    }
    return root;
  }
}
