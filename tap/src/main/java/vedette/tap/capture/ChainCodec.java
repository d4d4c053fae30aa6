package vedette.tap.capture;

import vedette.event.MempoolEvent;
import vedette.event.Origin;
import vedette.event.UtxoCacheEvent;
import vedette.event.ValidationEvent;

/// Fields of the `mempool`, `validation` and `utxocache` events.
final class ChainCodec {
  private ChainCodec() {}

  static void write(MempoolEvent event, ByteSink out) {
    switch (event) {
      case MempoolEvent.Added e -> {
        out.hash(e.txid());
        out.zigzag(e.vsize());
        out.zigzag(e.fee());
      }
      case MempoolEvent.Removed e -> {
        out.hash(e.txid());
        out.text(e.reason());
        out.zigzag(e.vsize());
        out.zigzag(e.fee());
        out.zigzag(e.entryTime());
      }
      case MempoolEvent.Replaced e -> {
        out.hash(e.txid());
        out.zigzag(e.vsize());
        out.zigzag(e.fee());
        out.zigzag(e.entryTime());
        out.hash(e.replacement());
        out.zigzag(e.replacementVsize());
        out.zigzag(e.replacementFee());
        out.bool(e.replacedByTransaction());
      }
      case MempoolEvent.Rejected e -> {
        out.hash(e.txid());
        out.text(e.reason());
      }
    }
  }

  static MempoolEvent added(Origin origin, ByteSource in) throws Malformed {
    return new MempoolEvent.Added(origin, in.hash(), in.int32(), in.zigzag());
  }

  static MempoolEvent removed(Origin origin, ByteSource in) throws Malformed {
    return new MempoolEvent.Removed(
        origin, in.hash(), in.text(), in.int32(), in.zigzag(), in.zigzag());
  }

  static MempoolEvent replaced(Origin origin, ByteSource in) throws Malformed {
    return new MempoolEvent.Replaced(
        origin,
        in.hash(),
        in.int32(),
        in.zigzag(),
        in.zigzag(),
        in.hash(),
        in.int32(),
        in.zigzag(),
        in.bool());
  }

  static MempoolEvent rejected(Origin origin, ByteSource in) throws Malformed {
    return new MempoolEvent.Rejected(origin, in.hash(), in.text());
  }

  static void write(ValidationEvent event, ByteSink out) {
    switch (event) {
      case ValidationEvent.BlockConnected e -> {
        out.hash(e.hash());
        out.zigzag(e.height());
        out.zigzag(e.transactions());
        out.zigzag(e.inputs());
        out.zigzag(e.sigops());
        out.zigzag(e.durationNanos());
      }
    }
  }

  static ValidationEvent blockConnected(Origin origin, ByteSource in) throws Malformed {
    return new ValidationEvent.BlockConnected(
        origin, in.hash(), in.int32(), in.zigzag(), in.int32(), in.zigzag(), in.zigzag());
  }

  static void write(UtxoCacheEvent event, ByteSink out) {
    switch (event) {
      case UtxoCacheEvent.Flush e -> {
        out.zigzag(e.durationMicros());
        out.text(e.mode());
        out.zigzag(e.coins());
        out.zigzag(e.memory());
        out.bool(e.forPrune());
      }
      case UtxoCacheEvent.Add e -> coin(e.coin(), out);
      case UtxoCacheEvent.Spent e -> coin(e.coin(), out);
      case UtxoCacheEvent.Uncache e -> coin(e.coin(), out);
    }
  }

  static UtxoCacheEvent flush(Origin origin, ByteSource in) throws Malformed {
    return new UtxoCacheEvent.Flush(
        origin, in.zigzag(), in.text(), in.zigzag(), in.zigzag(), in.bool());
  }

  static UtxoCacheEvent add(Origin origin, ByteSource in) throws Malformed {
    return new UtxoCacheEvent.Add(origin, coin(in));
  }

  static UtxoCacheEvent spent(Origin origin, ByteSource in) throws Malformed {
    return new UtxoCacheEvent.Spent(origin, coin(in));
  }

  static UtxoCacheEvent uncache(Origin origin, ByteSource in) throws Malformed {
    return new UtxoCacheEvent.Uncache(origin, coin(in));
  }

  private static void coin(UtxoCacheEvent.Coin coin, ByteSink out) {
    out.hash(coin.txid());
    out.zigzag(coin.index());
    out.zigzag(coin.height());
    out.zigzag(coin.value());
    out.bool(coin.coinbase());
  }

  private static UtxoCacheEvent.Coin coin(ByteSource in) throws Malformed {
    return new UtxoCacheEvent.Coin(in.hash(), in.zigzag(), in.zigzag(), in.zigzag(), in.bool());
  }
}
