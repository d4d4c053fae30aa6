package vedette.poll.bitcoind;

import java.util.ArrayList;
import java.util.List;
import vedette.poll.process.Address;

/// Where the RPC of a node listens.
final class Listening {
  private Listening() {}

  /// What `bitcoind` listens on: loopback, unless both `rpcbind` and `rpcallowip` are given.
  static List<Address> of(Settings settings, String chain) {
    int standard = Chain.named(chain).orElse(Chain.MAIN).rpcPort();
    int port = settings.text("rpcport", chain).flatMap(Address::port).orElse(standard);
    List<String> binds = settings.texts("rpcbind", chain);
    if (binds.isEmpty() || settings.texts("rpcallowip", chain).isEmpty()) {
      return List.of(new Address(Address.LOOPBACK, port));
    }
    List<Address> addresses = new ArrayList<>();
    binds.forEach(bind -> Address.parse(bind, port).ifPresent(addresses::add));
    return addresses;
  }
}
