package vedette.event.json;

import java.util.List;
import tools.jackson.core.JsonGenerator;
import vedette.wire.BlockHeader;
import vedette.wire.Bytes;
import vedette.wire.Hash256;
import vedette.wire.Message;
import vedette.wire.NetworkAddress;
import vedette.wire.Transaction;

/// The values that bitcointap's messages are made of: byte arrays, headers, transactions,
/// addresses.
final class BitcointapValues {
  private static final int SHORT_ID_BYTES = 6;
  private static final int TORV3_KEY = 32;
  private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

  private final JsonLine line;
  private final JsonGenerator json;

  BitcointapValues(JsonLine line) {
    this.line = line;
    this.json = line.generator();
  }

  void open(String name) {
    json.writeName(name);
    json.writeStartObject();
  }

  void close() {
    json.writeEndObject();
  }

  void openArray(String name) {
    json.writeName(name);
    json.writeStartArray();
  }

  void closeArray() {
    json.writeEndArray();
  }

  /// An object inside an array.
  void openElement() {
    json.writeStartObject();
  }

  /// A number that the shape holds in 64 bits unsigned.
  void unsigned(String name, long value) {
    json.writeName(name);
    line.unsigned(value);
  }

  void number(String name, long value) {
    json.writeNumberProperty(name, value);
  }

  void unsigned(long value) {
    line.unsigned(value);
  }

  void truth(String name, boolean value) {
    json.writeBooleanProperty(name, value);
  }

  void truth(boolean value) {
    json.writeBoolean(value);
  }

  void text(String name, String value) {
    json.writeName(name);
    line.text(value);
  }

  void hash(String name, Hash256 hash) {
    json.writeName(name);
    hash(hash);
  }

  /// 32 integers in internal byte order.
  void hash(Hash256 hash) {
    json.writeStartArray();
    littleEndian(hash.w0(), Long.BYTES);
    littleEndian(hash.w1(), Long.BYTES);
    littleEndian(hash.w2(), Long.BYTES);
    littleEndian(hash.w3(), Long.BYTES);
    json.writeEndArray();
  }

  void hashes(String name, List<Hash256> hashes) {
    openArray(name);
    for (Hash256 hash : hashes) {
      hash(hash);
    }
    closeArray();
  }

  void bytes(String name, Bytes bytes) {
    openArray(name);
    for (int i = 0; i < bytes.size(); i++) {
      json.writeNumber(bytes.at(i) & 0xff);
    }
    closeArray();
  }

  /// A compact block's short id: six bytes in wire order.
  void shortId(long id) {
    json.writeStartArray();
    littleEndian(id, SHORT_ID_BYTES);
    json.writeEndArray();
  }

  void header(String name, BlockHeader header) {
    open(name);
    headerMembers(header);
    close();
  }

  void headerMembers(BlockHeader header) {
    number("version", header.version());
    hash("prev_blockhash", header.previousBlock());
    hash("merkle_root", header.merkleRoot());
    number("time", header.time());
    number("bits", header.bits());
    number("nonce", header.nonce());
    hash("hash", header.hash());
  }

  void transactions(List<Transaction> transactions) {
    openArray("transactions");
    for (Transaction transaction : transactions) {
      openElement();
      transactionMembers(transaction);
      close();
    }
    closeArray();
  }

  void transaction(Transaction transaction) {
    open("tx");
    transactionMembers(transaction);
    close();
  }

  private void transactionMembers(Transaction transaction) {
    hash("txid", transaction.txid());
    hash("wtxid", transaction.wtxid());
    bytes("raw", transaction.raw());
  }

  /// The members of an address.
  ///
  /// @param v1 whether it came in the 16-byte form
  void addressMembers(long time, long services, NetworkAddress address, boolean v1) {
    number("timestamp", time);
    unsigned("services", services);
    number("port", address.port());
    open("address");
    host(address, v1);
    close();
  }

  void addresses(List<Message.TimedAddress> addresses, boolean v1) {
    openArray("addresses");
    for (Message.TimedAddress address : addresses) {
      openElement();
      addressMembers(address.time(), address.services(), address.address(), v1);
      close();
    }
    closeArray();
  }

  private void host(NetworkAddress address, boolean v1) {
    NetworkAddress.Network network = address.network();
    String host = address.host();
    if (v1 && network.equals(NetworkAddress.Network.IPV6) && ipv4Compatible(address.address())) {
      text("Ipv4", lastFour(address.address()));
    } else if (network.equals(NetworkAddress.Network.TORV3)
        && address.address().size() == TORV3_KEY) {
      // Not the onion name: bitcointap leaves checksum and version out.
      text("Torv3", base32(address.address()) + ".onion");
    } else if (network.id() <= NetworkAddress.Network.CJDNS.id() && !host.isEmpty()) {
      text(variant(network), host);
    } else {
      open("Unknown");
      number("id", network.id());
      bytes("address", address.address());
      close();
    }
  }

  private static String variant(NetworkAddress.Network network) {
    return switch (network.id()) {
      case 1 -> "Ipv4";
      case 2 -> "Ipv6";
      case 3 -> "Torv2";
      case 4 -> "Torv3";
      case 5 -> "I2p";
      default -> "Cjdns";
    };
  }

  /// Whether twelve zero bytes come first: bitcointap shows `::` and its like as IPv4, and Core's
  /// `version` carries `::` as the sender's address.
  private static boolean ipv4Compatible(Bytes address) {
    for (int i = 0; i < 12; i++) {
      if (address.size() != 16 || address.at(i) != 0) {
        return false;
      }
    }
    return true;
  }

  private static String lastFour(Bytes address) {
    StringBuilder text = new StringBuilder();
    for (int i = address.size() - 4; i < address.size(); i++) {
      text.append(text.isEmpty() ? "" : ".").append(address.at(i) & 0xff);
    }
    return text.toString();
  }

  private static String base32(Bytes bytes) {
    StringBuilder text = new StringBuilder();
    int bits = 0;
    int held = 0;
    for (int i = 0; i < bytes.size(); i++) {
      held = ((held << 8) | (bytes.at(i) & 0xff)) & 0xfff;
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        text.append(BASE32.charAt((held >> bits) & 31));
      }
    }
    if (bits > 0) {
      text.append(BASE32.charAt((held << (5 - bits)) & 31));
    }
    return text.toString();
  }

  private void littleEndian(long value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      json.writeNumber((int) (value >>> (8 * i)) & 0xff);
    }
  }
}
