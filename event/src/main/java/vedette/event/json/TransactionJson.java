package vedette.event.json;

import java.util.List;
import vedette.wire.BlockHeader;
import vedette.wire.Bytes;
import vedette.wire.Transaction;

/// Block headers and transactions.
final class TransactionJson {
  private TransactionJson() {}

  /// The members of a header, into an object that the caller opened.
  static void headerMembers(JsonLine line, BlockHeader header) {
    line.number(Key.VERSION, header.version());
    line.hash(Key.PREV_BLOCK, header.previousBlock());
    line.hash(Key.MERKLE_ROOT, header.merkleRoot());
    line.number(Key.TIME, header.time());
    // As RPC prints it: the compact target is read digit by digit, not as a number.
    line.fixedHex(Key.BITS, header.bits(), 8);
    line.number(Key.NONCE, header.nonce());
    line.hash(Key.HASH, header.hash());
  }

  static void header(JsonLine line, BlockHeader header) {
    line.startObject(Key.HEADER);
    headerMembers(line, header);
    line.endObject();
  }

  static void transactions(JsonLine line, List<Transaction> transactions) {
    line.startArray(Key.TRANSACTIONS);
    for (Transaction transaction : transactions) {
      line.startObject();
      members(line, transaction);
      line.endObject();
    }
    line.endArray();
  }

  static void transaction(JsonLine line, Transaction transaction) {
    line.startObject(Key.TRANSACTION);
    members(line, transaction);
    line.endObject();
  }

  private static void members(JsonLine line, Transaction transaction) {
    line.hash(Key.TXID, transaction.txid());
    line.hash(Key.WTXID, transaction.wtxid());
    line.number(Key.VERSION, transaction.version());
    line.number(Key.SIZE, transaction.size());
    line.number(Key.VSIZE, transaction.vsize());
    line.number(Key.WEIGHT, transaction.weight());
    line.number(Key.LOCKTIME, transaction.lockTime());
    line.startArray(Key.INPUTS);
    for (Transaction.Input input : transaction.inputs()) {
      input(line, input);
    }
    line.endArray();
    line.startArray(Key.OUTPUTS);
    for (Transaction.Output output : transaction.outputs()) {
      line.startObject();
      line.number(Key.VALUE, output.value());
      line.hex(Key.SCRIPT_PUBKEY, output.scriptPubKey());
      line.endObject();
    }
    line.endArray();
  }

  private static void input(JsonLine line, Transaction.Input input) {
    line.startObject();
    line.hash(Key.TXID, input.txid());
    line.number(Key.VOUT, input.index());
    line.hex(Key.SCRIPT_SIG, input.scriptSig());
    line.number(Key.SEQUENCE, input.sequence());
    line.startArray(Key.WITNESS);
    for (Bytes item : input.witness()) {
      line.hex(item);
    }
    line.endArray();
    line.endObject();
  }
}
