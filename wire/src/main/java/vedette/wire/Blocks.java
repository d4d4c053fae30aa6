package vedette.wire;

import java.util.List;

/// Reads block headers and the messages made of them: `headers`, `block`, `merkleblock`.
final class Blocks {
  private Blocks() {}

  static BlockHeader header(PayloadReader in) {
    int start = in.position();
    int version = in.i32("version");
    Hash256 previous = in.hash("previousBlock");
    Hash256 merkleRoot = in.hash("merkleRoot");
    long time = in.u32("time");
    long bits = in.u32("bits");
    long nonce = in.u32("nonce");
    DoubleSha256 sha = in.sha();
    in.hashPart(sha, start, in.position());
    return new BlockHeader(version, previous, merkleRoot, time, bits, nonce, sha.finish());
  }

  static Message headers(PayloadReader in) {
    int count = in.count("headers", BlockHeader.SIZE + 1);
    BlockHeader[] headers = new BlockHeader[count];
    long[] txCounts = new long[count];
    int i = 0;
    try {
      for (; i < count; i++) {
        headers[i] = header(in);
        txCounts[i] = in.size("txCount");
      }
    } catch (Malformed malformed) {
      throw malformed.inside("headers", i);
    }
    return new Message.Headers(List.of(headers), new Numbers.Longs(txCounts));
  }

  static Message block(PayloadReader in) {
    return new Message.Block(
        header(in), in.list("transactions", Transactions.MIN_SIZE, Transactions::read));
  }

  static Message merkleBlock(PayloadReader in) {
    return new Message.MerkleBlock(
        header(in),
        in.u32("totalTransactions"),
        in.list("hashes", Hash256.SIZE, hash -> hash.hash("hash")),
        in.sizedBytes("flags"));
  }
}
