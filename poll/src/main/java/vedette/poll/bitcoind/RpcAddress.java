package vedette.poll.bitcoind;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where RPC listens.
///
/// @param host an address without brackets, or a name
record RpcAddress(String host, int port) {
  private static final int MOST_PORT = 65_535;
  private static final String LOOPBACK = "127.0.0.1";

  /// Reads a value of `rpcbind`: `host`, `host:port`, `[IPv6]`, `[IPv6]:port` or a bare IPv6
  /// address; empty if it is none of them.
  static Optional<RpcAddress> parse(String text, int defaultPort) {
    if (text.startsWith("[")) {
      int end = text.indexOf(']');
      return end < 2
          ? Optional.empty()
          : port(text.substring(end + 1), defaultPort)
              .map(port -> new RpcAddress(text.substring(1, end), port));
    }
    int colon = text.indexOf(':');
    if (colon < 0 || colon != text.lastIndexOf(':')) {
      return text.isEmpty() ? Optional.empty() : Optional.of(new RpcAddress(text, defaultPort));
    }
    return colon == 0
        ? Optional.empty()
        : port(text.substring(colon), defaultPort)
            .map(port -> new RpcAddress(text.substring(0, colon), port));
  }

  private static Optional<Integer> port(String text, int defaultPort) {
    return text.isEmpty()
        ? Optional.of(defaultPort)
        : text.startsWith(":") ? port(text.substring(1)) : Optional.empty();
  }

  /// A port number of 1 to 65535.
  static Optional<Integer> port(String digits) {
    if (!digits.matches("[0-9]{1,5}")) {
      return Optional.empty();
    }
    int port = Integer.parseInt(digits);
    return port < 1 || port > MOST_PORT ? Optional.empty() : Optional.of(port);
  }

  /// What `bitcoind` listens on: loopback, unless both `rpcbind` and `rpcallowip` are given.
  static List<RpcAddress> listening(Settings settings, String chain) {
    int standard = Chain.named(chain).orElse(Chain.MAIN).rpcPort();
    int port = settings.text("rpcport", chain).flatMap(RpcAddress::port).orElse(standard);
    List<String> binds = settings.texts("rpcbind", chain);
    if (binds.isEmpty() || settings.texts("rpcallowip", chain).isEmpty()) {
      return List.of(new RpcAddress(LOOPBACK, port));
    }
    List<RpcAddress> addresses = new ArrayList<>();
    binds.forEach(bind -> parse(bind, port).ifPresent(addresses::add));
    return addresses;
  }

  boolean loopback() {
    return host.startsWith("127.") || host.equals("localhost") || host.equals("::1");
  }

  boolean any() {
    return host.equals("0.0.0.0") || host.equals("::") || host.equals("0");
  }

  /// The one to ask from the same network: loopback if it can be, otherwise the first.
  static Optional<RpcAddress> nearest(List<RpcAddress> listening) {
    return listening.stream()
        .filter(RpcAddress::loopback)
        .findFirst()
        .or(() ->
            listening.stream()
                .filter(RpcAddress::any)
                .findFirst()
                .map(all -> new RpcAddress(all.host().equals("::") ? "::1" : LOOPBACK, all.port())))
        .or(() -> listening.stream().findFirst());
  }

  /// The one to ask from another network: empty if it listens on loopback only.
  ///
  /// @param own the addresses of the node's network
  static Optional<RpcAddress> fromOutside(List<RpcAddress> listening, List<String> own) {
    return listening.stream()
        .filter(address -> !address.loopback() && !address.any())
        .findFirst()
        .or(() ->
            listening.stream()
                .filter(RpcAddress::any)
                .findFirst()
                .flatMap(
                    all -> own.stream().findFirst().map(host -> new RpcAddress(host, all.port()))));
  }
}
