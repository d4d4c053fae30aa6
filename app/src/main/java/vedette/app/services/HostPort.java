package vedette.app.services;

import vedette.poll.certificates.Certificates;
import vedette.poll.tor.Tor;

/// Takes `host:port` apart, which the settings have checked.
final class HostPort {
  private HostPort() {}

  static Certificates.Server server(String text) {
    return new Certificates.Server(host(text), port(text));
  }

  static Tor.Where control(String text) {
    return new Tor.Where.Tcp(host(text), port(text));
  }

  private static String host(String text) {
    String host = text.substring(0, text.lastIndexOf(':'));
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static int port(String text) {
    return Integer.parseInt(text.substring(text.lastIndexOf(':') + 1));
  }
}
