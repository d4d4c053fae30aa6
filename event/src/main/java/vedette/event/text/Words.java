package vedette.event.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import vedette.event.CoinSelectionEvent;
import vedette.event.MempoolEvent;
import vedette.event.ProbeEvent;
import vedette.event.UtxoCacheEvent;
import vedette.event.ValidationEvent;
import vedette.event.VedetteEvent;
import vedette.wire.Hash256;

/// What events say, in few words. Everything returned is harmless.
final class Words {
  private static final int SHORT_HASH = 12;

  private Words() {}

  /// The beginning of a hash, enough to find it again.
  static String hash(Hash256 hash) {
    return hash.toString().substring(0, SHORT_HASH) + "…";
  }

  /// A block hash: its first digits are zeros, so the last ones.
  static String blockHash(Hash256 hash) {
    String digits = hash.toString();
    return "…" + digits.substring(digits.length() - SHORT_HASH);
  }

  static String block(ValidationEvent.BlockConnected block) {
    return String.format(
        Locale.ROOT,
        "height %d %s  %s tx, %d inputs, %s",
        block.height(),
        blockHash(block.hash()),
        Long.toUnsignedString(block.transactions()),
        block.inputs(),
        millis(block.durationNanos() / 1_000));
  }

  static String mempool(MempoolEvent.Added added) {
    return hash(added.txid()) + "  " + price(added.vsize(), added.fee());
  }

  static String mempool(MempoolEvent.Removed removed) {
    return hash(removed.txid())
        + "  "
        + Cells.harmless(removed.reason())
        + ", "
        + price(removed.vsize(), removed.fee());
  }

  static String mempool(MempoolEvent.Replaced replaced) {
    return String.format(
        Locale.ROOT,
        "%s  %s by %s%s  %s",
        hash(replaced.txid()),
        price(replaced.vsize(), replaced.fee()),
        replaced.replacedByTransaction() ? "" : "package ",
        hash(replaced.replacement()),
        price(replaced.replacementVsize(), replaced.replacementFee()));
  }

  static String mempool(MempoolEvent.Rejected rejected) {
    return hash(rejected.txid()) + "  " + Cells.harmless(rejected.reason());
  }

  static String cache(UtxoCacheEvent event) {
    return switch (event) {
      case UtxoCacheEvent.Flush flush ->
          String.format(
              Locale.ROOT,
              "%s, %s coins, %s bytes, %s%s",
              Cells.harmless(flush.mode()),
              Long.toUnsignedString(flush.coins()),
              Long.toUnsignedString(flush.memory()),
              millis(flush.durationMicros()),
              flush.forPrune() ? ", for prune" : "");
      case UtxoCacheEvent.Add add -> coin(add.coin());
      case UtxoCacheEvent.Spent spent -> coin(spent.coin());
      case UtxoCacheEvent.Uncache uncache -> coin(uncache.coin());
    };
  }

  /// Core's height of what is in the mempool only.
  private static final long IN_NO_BLOCK = 0x7fff_ffffL;

  private static String coin(UtxoCacheEvent.Coin coin) {
    return String.format(
        Locale.ROOT,
        "%s:%d  %d sat, made %s%s",
        hash(coin.txid()),
        coin.index(),
        coin.value(),
        coin.height() == IN_NO_BLOCK ? "in no block yet" : "at height " + coin.height(),
        coin.coinbase() ? ", coinbase" : "");
  }

  static String coins(CoinSelectionEvent event) {
    String wallet = "wallet \"" + Cells.harmless(event.wallet()) + "\"";
    return switch (event) {
      case CoinSelectionEvent.SelectedCoins coins ->
          String.format(
              Locale.ROOT,
              "%s  %s: target %d, selected %d, waste %d",
              wallet,
              Cells.harmless(coins.algorithm()),
              coins.target(),
              coins.selected(),
              coins.waste());
      case CoinSelectionEvent.NormalCreateTxInternal normal ->
          wallet + "  " + outcome(normal.success(), normal.fee());
      case CoinSelectionEvent.AttemptingApsCreateTx _ -> wallet;
      case CoinSelectionEvent.ApsCreateTxInternal aps ->
          wallet
              + "  "
              + outcome(aps.success(), aps.fee())
              + (aps.useAps() ? ", taken" : ", not taken");
    };
  }

  private static String outcome(boolean success, long fee) {
    return success ? "fee " + fee + " sat" : "failed";
  }

  static String probe(ProbeEvent event) {
    return event.arguments().stream()
        .map(ProbeEvent.Argument::toString)
        .collect(Collectors.joining(" "));
  }

  static String node(VedetteEvent.Node node) {
    StringBuilder text = new StringBuilder();
    String name = Cells.harmless(node.origin().node().name());
    text.append(name.isEmpty() ? "node" : name);
    if (node.origin().node().pid() != 0) {
      text.append(" (").append(node.origin().node().pid()).append(')');
    }
    text.append(' ').append(node.state().word());
    if (!node.attached().isEmpty()) {
      text.append(", ").append(node.attached().size()).append(" tracepoints");
    }
    if (!node.missing().isEmpty()) {
      text.append(", without ").append(Cells.harmless(String.join(" ", node.missing())));
    }
    return text.append(node.gapPossible() ? ", was running before" : "").toString();
  }

  static String loss(VedetteEvent.Loss loss) {
    List<String> parts = new ArrayList<>();
    for (VedetteEvent.Loss.Count count : loss.counts()) {
      List<String> what = new ArrayList<>();
      count(what, count.lost(), "lost");
      count(what, count.payloads(), "without payload");
      count(what, count.faults(), "unreadable");
      count(what, count.cut(), "cut");
      parts.add(Cells.harmless(count.event()) + " " + String.join(", ", what));
    }
    return String.join("; ", parts);
  }

  private static void count(List<String> into, long number, String what) {
    if (number != 0) {
      into.add(number + " " + what);
    }
  }

  /// Size, fee and feerate.
  static String price(int vsize, long fee) {
    String price = vsize + " vB, " + fee + " sat";
    return vsize <= 0 ? price : price + ", " + tenths(fee * 10.0 / vsize) + " sat/vB";
  }

  /// A number given in tenths, with one digit behind the point.
  private static String tenths(double tenths) {
    long rounded = Math.round(tenths);
    return (rounded < 0 ? "-" : "") + Math.abs(rounded / 10) + "." + Math.abs(rounded % 10);
  }

  private static String millis(long micros) {
    return tenths(micros / 100.0) + " ms";
  }

  /// Seconds in the two largest units: `3d 4h`, `5m 6s`, `7s`.
  static String duration(long seconds) {
    if (seconds < 60) {
      return seconds + "s";
    }
    if (seconds < 3_600) {
      return seconds / 60 + "m " + seconds % 60 + "s";
    }
    if (seconds < 86_400) {
      return seconds / 3_600 + "h " + seconds % 3_600 / 60 + "m";
    }
    return seconds / 86_400 + "d " + seconds % 86_400 / 3_600 + "h";
  }
}
