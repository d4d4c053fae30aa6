package vedette.wire;

import java.util.List;
import vedette.wire.Message.PrefilledTransaction;

/// Reads the messages of BIP152 that carry blocks: `cmpctblock`, `getblocktxn`, `blocktxn`.
///
/// Indexes are written as the distance to the previous one, less one; they are kept that way and as
/// places in the block. Core stops at place 65,535, an `int` at 2,147,483,647.
final class CompactBlocks {
  private static final int SHORT_ID = 6;

  private CompactBlocks() {}

  static Message cmpctBlock(PayloadReader in) {
    BlockHeader header = Blocks.header(in);
    long nonce = in.i64("nonce");
    long[] shortIds = new long[in.count("shortIds", SHORT_ID)];
    for (int i = 0; i < shortIds.length; i++) {
      shortIds[i] = in.u48("shortIds");
    }
    return new Message.CmpctBlock(header, nonce, new Numbers.Longs(shortIds), prefilled(in));
  }

  static Message getBlockTxn(PayloadReader in) {
    Hash256 blockHash = in.hash("blockHash");
    int[] differential = new int[in.count("indexes", 1)];
    int[] absolute = new int[differential.length];
    int previous = -1;
    int i = 0;
    try {
      for (; i < absolute.length; i++) {
        int from = in.position();
        differential[i] = in.size("index");
        previous = absolute(from, previous, differential[i]);
        absolute[i] = previous;
      }
    } catch (Malformed malformed) {
      throw malformed.inside("indexes", i);
    }
    return new Message.GetBlockTxn(
        blockHash, new Numbers.Ints(absolute), new Numbers.Ints(differential));
  }

  static Message blockTxn(PayloadReader in) {
    return new Message.BlockTxn(
        in.hash("blockHash"), in.list("transactions", Transactions.MIN_SIZE, Transactions::read));
  }

  private static List<PrefilledTransaction> prefilled(PayloadReader in) {
    PrefilledTransaction[] prefilled =
        new PrefilledTransaction[in.count("prefilled", 1 + Transactions.MIN_SIZE)];
    int previous = -1;
    int i = 0;
    try {
      for (; i < prefilled.length; i++) {
        int from = in.position();
        int differential = in.size("index");
        previous = absolute(from, previous, differential);
        prefilled[i] = new PrefilledTransaction(previous, differential, Transactions.read(in));
      }
    } catch (Malformed malformed) {
      throw malformed.inside("prefilled", i);
    }
    return List.of(prefilled);
  }

  private static int absolute(int from, int previous, int differential) {
    long absolute = previous + 1L + differential;
    if (absolute > Integer.MAX_VALUE) {
      throw new Malformed(
          "index",
          from,
          "a place in the block up to " + Integer.MAX_VALUE + " wanted, " + absolute + " found");
    }
    return (int) absolute;
  }
}
