package vedette.wire;

import java.util.List;

/// A transaction, with or without witness (BIP144, Bitcoin Core: `primitives/transaction.h`).
///
/// @param version transaction version, unsigned 32 bit
/// @param inputs what it spends, in order
/// @param outputs what it creates, in order
/// @param lockTime block height or epoch seconds, unsigned 32 bit
/// @param txid double SHA-256 without witness
/// @param wtxid double SHA-256 with witness; equal to `txid` if there is none
/// @param size serialised length in bytes, witness included unless it is superfluous
/// @param weight 3 × length without witness + length with it (BIP141)
/// @param raw the serialised transaction as it came, a view on the message's payload; longer than
///   `size` if a witness is announced but every stack is empty (superfluous: Core refuses it)
public record Transaction(
    long version,
    List<Input> inputs,
    List<Output> outputs,
    long lockTime,
    Hash256 txid,
    Hash256 wtxid,
    int size,
    int weight,
    Bytes raw) {

  /// Copies nothing: the decoder hands in unmodifiable lists.
  public Transaction {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /// Virtual size in vbytes: weight / 4, rounded up (BIP141).
  public int vsize() {
    return (weight + 3) / 4;
  }

  /// Whether any input has a witness.
  public boolean hasWitness() {
    return inputs.stream().anyMatch(input -> !input.witness().isEmpty());
  }

  /// A coin that is spent.
  ///
  /// @param txid the transaction that made the coin; all zero in a coinbase
  /// @param index which of its outputs, unsigned 32 bit; 0xffffffff in a coinbase
  /// @param scriptSig what unlocks it, or the coinbase's free bytes
  /// @param sequence unsigned 32 bit
  /// @param witness stack items, bottom first; empty if there is no witness
  public record Input(
      Hash256 txid, long index, Bytes scriptSig, long sequence, List<Bytes> witness) {
    /// Copies nothing: the decoder hands in unmodifiable lists.
    public Input {
      witness = List.copyOf(witness);
    }
  }

  /// A coin that is made.
  ///
  /// @param value satoshi, signed 64 bit as on the wire
  /// @param scriptPubKey what locks it
  public record Output(long value, Bytes scriptPubKey) {}
}
