package vedette.event.json;

import java.util.List;
import vedette.wire.Message;
import vedette.wire.NetworkAddress;

/// Addresses as `addr`, `addrv2` and `version` carry them.
final class AddressJson {
  private AddressJson() {}

  static void timed(JsonLine line, List<Message.TimedAddress> addresses) {
    line.startArray(Key.ADDRESSES);
    for (Message.TimedAddress address : addresses) {
      line.startObject();
      line.number(Key.TIME, address.time());
      line.decimal(Key.SERVICES, address.services());
      place(line, address.address());
      line.endObject();
    }
    line.endArray();
  }

  static void service(JsonLine line, Key key, Message.ServiceAddress address) {
    line.startObject(key);
    line.decimal(Key.SERVICES, address.services());
    place(line, address.address());
    line.endObject();
  }

  private static void place(JsonLine line, NetworkAddress address) {
    line.text(Key.NETWORK, address.network().label());
    String host = address.host();
    if (host.isEmpty()) {
      line.hex(Key.BYTES, address.address());
    } else {
      line.text(Key.ADDRESS, host);
    }
    line.number(Key.PORT, address.port());
  }
}
