package vedette.tap.capture;

import java.util.OptionalInt;
import vedette.event.CoinSelectionEvent;
import vedette.event.Origin;

/// Fields of the `coin_selection` events.
final class WalletCodec {
  private WalletCodec() {}

  static void write(CoinSelectionEvent event, ByteSink out) {
    out.text(event.wallet());
    switch (event) {
      case CoinSelectionEvent.SelectedCoins e -> {
        out.text(e.algorithm());
        out.zigzag(e.target());
        out.zigzag(e.waste());
        out.zigzag(e.selected());
      }
      case CoinSelectionEvent.NormalCreateTxInternal e -> {
        out.bool(e.success());
        out.zigzag(e.fee());
        optional(e.changePosition(), out);
      }
      case CoinSelectionEvent.AttemptingApsCreateTx _ -> {}
      case CoinSelectionEvent.ApsCreateTxInternal e -> {
        out.bool(e.useAps());
        out.bool(e.success());
        out.zigzag(e.fee());
        optional(e.changePosition(), out);
      }
    }
  }

  static CoinSelectionEvent selectedCoins(Origin origin, ByteSource in) throws Malformed {
    return new CoinSelectionEvent.SelectedCoins(
        origin, in.text(), in.text(), in.zigzag(), in.zigzag(), in.zigzag());
  }

  static CoinSelectionEvent normalCreateTx(Origin origin, ByteSource in) throws Malformed {
    return new CoinSelectionEvent.NormalCreateTxInternal(
        origin, in.text(), in.bool(), in.zigzag(), optional(in));
  }

  static CoinSelectionEvent attemptingAps(Origin origin, ByteSource in) throws Malformed {
    return new CoinSelectionEvent.AttemptingApsCreateTx(origin, in.text());
  }

  static CoinSelectionEvent apsCreateTx(Origin origin, ByteSource in) throws Malformed {
    return new CoinSelectionEvent.ApsCreateTxInternal(
        origin, in.text(), in.bool(), in.bool(), in.zigzag(), optional(in));
  }

  private static void optional(OptionalInt value, ByteSink out) {
    out.bool(value.isPresent());
    if (value.isPresent()) {
      out.zigzag(value.getAsInt());
    }
  }

  private static OptionalInt optional(ByteSource in) throws Malformed {
    return in.bool() ? OptionalInt.of(in.int32()) : OptionalInt.empty();
  }
}
