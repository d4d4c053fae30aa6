package vedette.poll.process;

import java.util.List;
import java.util.Optional;

/// Where a service listens.
///
/// @param host an address without brackets, or a name
public record Address(String host, int port) {
  private static final int MOST_PORT = 65_535;

  /// What programs listen on unless told otherwise.
  public static final String LOOPBACK = "127.0.0.1";

  /// Reads what somebody wrote: `host`, `host:port`, `[IPv6]`, `[IPv6]:port` or a bare IPv6
  /// address; empty if it is none of them.
  public static Optional<Address> parse(String text, int defaultPort) {
    if (text.startsWith("[")) {
      int end = text.indexOf(']');
      return end < 2
          ? Optional.empty()
          : port(text.substring(end + 1), defaultPort)
              .map(port -> new Address(text.substring(1, end), port));
    }
    int colon = text.indexOf(':');
    if (colon < 0 || colon != text.lastIndexOf(':')) {
      return text.isEmpty() ? Optional.empty() : Optional.of(new Address(text, defaultPort));
    }
    return colon == 0
        ? Optional.empty()
        : port(text.substring(colon), defaultPort)
            .map(port -> new Address(text.substring(0, colon), port));
  }

  private static Optional<Integer> port(String text, int defaultPort) {
    return text.isEmpty()
        ? Optional.of(defaultPort)
        : text.startsWith(":") ? port(text.substring(1)) : Optional.empty();
  }

  /// A port number of 1 to 65535.
  public static Optional<Integer> port(String digits) {
    if (!digits.matches("[0-9]{1,5}")) {
      return Optional.empty();
    }
    int port = Integer.parseInt(digits);
    return port < 1 || port > MOST_PORT ? Optional.empty() : Optional.of(port);
  }

  /// Whether only this machine reaches it.
  public boolean loopback() {
    return host.startsWith("127.") || host.equals("localhost") || host.equals("::1");
  }

  /// Whether it stands for all addresses.
  public boolean any() {
    return host.equals("0.0.0.0") || host.equals("::") || host.equals("0");
  }

  /// The one to ask from the same network: loopback if it can be, otherwise the first.
  public static Optional<Address> nearest(List<Address> listening) {
    return listening.stream()
        .filter(Address::loopback)
        .findFirst()
        .or(() ->
            listening.stream()
                .filter(Address::any)
                .findFirst()
                .map(all -> new Address(all.host().equals("::") ? "::1" : LOOPBACK, all.port())))
        .or(() -> listening.stream().findFirst());
  }

  /// The one to ask from another network: empty if it listens on loopback only.
  ///
  /// @param own the addresses of the service's network
  public static Optional<Address> fromOutside(List<Address> listening, List<String> own) {
    return listening.stream()
        .filter(address -> !address.loopback() && !address.any())
        .findFirst()
        .or(() ->
            listening.stream()
                .filter(Address::any)
                .findFirst()
                .flatMap(
                    all -> own.stream().findFirst().map(host -> new Address(host, all.port()))));
  }
}
