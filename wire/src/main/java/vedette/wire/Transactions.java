package vedette.wire;

import java.util.List;
import vedette.wire.Transaction.Input;
import vedette.wire.Transaction.Output;

/// Reads transactions (BIP144, Bitcoin Core: `UnserializeTransaction` in
/// `primitives/transaction.h`).
///
/// ```
/// without witness   u32 version | inputs | outputs | u32 lock time
/// with witness      u32 version | 00 | flag 01 | inputs | outputs | a stack per input | u32 lock time
/// nothing at all    u32 version | 00 | 00 | u32 lock time
/// ```
///
/// Two things are read although Core refuses them, as its test framework does: a flag other than 1,
/// taken to announce a witness, and a superfluous witness, where every stack is empty. That one is
/// in `raw` but not part of the transaction: it counts neither in the size nor in the hashes.
final class Transactions {
  /// Version, two counts, lock time.
  static final int MIN_SIZE = 10;

  private static final int MIN_INPUT = Hash256.SIZE + 4 + 1 + 4;
  private static final int MIN_OUTPUT = 8 + 1;
  private static final byte[] MARKER_AND_FLAG = {0, 1};

  private Transactions() {}

  static Transaction read(PayloadReader in) {
    int start = in.position();
    long version = in.u32("version");
    int body = in.position();
    Input[] inputs = inputs(in);
    int flag = 0;
    if (inputs.length == 0) {
      flag = in.u8("flag");
      body = flag == 0 ? body : in.position();
      inputs = flag == 0 ? inputs : inputs(in);
    }
    List<Output> outputs =
        inputs.length == 0 && flag == 0
            ? List.of() // the flag was their count
            : in.list("outputs", MIN_OUTPUT, Transactions::output);
    int bodyEnd = in.position();
    boolean witnessed = flag != 0 && witnesses(in, inputs);
    int witnessEnd = in.position();
    long lockTime = in.u32("lockTime");

    DoubleSha256 sha = in.sha();
    in.hashPart(sha, start, start + 4);
    in.hashPart(sha, body, bodyEnd);
    in.hashPart(sha, witnessEnd, witnessEnd + 4);
    Hash256 txid = sha.finish();
    Bytes raw = in.since(start);
    int stripped = 4 + (bodyEnd - body) + 4;
    Hash256 wtxid = txid;
    int size = stripped;
    if (witnessed) {
      in.hashPart(sha, start, start + 4);
      sha.add(MARKER_AND_FLAG, 0, MARKER_AND_FLAG.length);
      in.hashPart(sha, body, witnessEnd + 4);
      wtxid = sha.finish();
      size = raw.size();
    }
    return new Transaction(
        version, List.of(inputs), outputs, lockTime, txid, wtxid, size, 3 * stripped + size, raw);
  }

  private static Input[] inputs(PayloadReader in) {
    int count = in.count("inputs", MIN_INPUT);
    Input[] inputs = new Input[count];
    int i = 0;
    try {
      for (; i < count; i++) {
        inputs[i] =
            new Input(
                in.hash("txid"),
                in.u32("index"),
                in.sizedBytes("scriptSig"),
                in.u32("sequence"),
                List.of());
      }
    } catch (Malformed malformed) {
      throw malformed.inside("inputs", i);
    }
    return inputs;
  }

  private static Output output(PayloadReader in) {
    return new Output(in.i64("value"), in.sizedBytes("scriptPubKey"));
  }

  /// Gives every input its stack; false if all of them are empty.
  private static boolean witnesses(PayloadReader in, Input[] inputs) {
    boolean any = false;
    int i = 0;
    try {
      for (; i < inputs.length; i++) {
        List<Bytes> witness = in.list("witness", 1, Transactions::item);
        if (!witness.isEmpty()) {
          Input bare = inputs[i];
          inputs[i] =
              new Input(bare.txid(), bare.index(), bare.scriptSig(), bare.sequence(), witness);
          any = true;
        }
      }
    } catch (Malformed malformed) {
      throw malformed.inside("inputs", i);
    }
    return any;
  }

  private static Bytes item(PayloadReader in) {
    return in.sizedBytes("item");
  }
}
