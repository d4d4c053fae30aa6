package vedette.poll.electrum;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import vedette.poll.json.Fields;
import vedette.poll.json.Malformed;

/// Reads results of the Electrum protocol.
final class Answers {
  private static final int MOST_BINS = 1_000;
  private static final HexFormat HEX = HexFormat.of();

  /// A block header, of which byte 68 on is the time.
  ///
  /// ```
  /// 0 version · 4 previous block · 36 merkle root · 68 time · 72 bits · 76 nonce · 80
  /// ```
  private static final int HEADER = 80;

  private static final int HEADER_TIME = 68;

  private Answers() {}

  /// Reads a result.
  ///
  /// @throws Malformed if it is not what this call gives
  static ElectrumAnswer read(ElectrumCall call, JsonNode result) {
    return switch (call) {
      case VERSION -> version(result);
      case TIP -> tip(result);
      // Nothing is said, and servers say it in different ways.
      case PING -> new ElectrumAnswer.Pong();
      case FEATURES -> features(result);
      case FEE_HISTOGRAM -> histogram(result);
      case RELAY_FEE -> relayFee(result);
      case FEE_ESTIMATE -> estimate(result);
      case PEERS -> peers(result);
      case STATS, METRICS -> throw new Malformed(call.call().name(), "HTTP", "JSON-RPC");
    };
  }

  static ElectrumAnswer.Version version(JsonNode result) {
    Optional<String> software = Fields.text(result.path(0));
    Optional<String> protocol = Fields.text(result.path(1));
    if (!result.isArray() || software.isEmpty() || protocol.isEmpty()) {
      throw new Malformed("server.version", "two texts", Fields.kind(result));
    }
    return new ElectrumAnswer.Version(software.get(), protocol.get());
  }

  private static ElectrumAnswer.Tip tip(JsonNode result) {
    Fields in = Fields.of("blockchain.headers.subscribe", result);
    String hex = result.path("hex").stringValue("");
    if (hex.length() < 2 * HEADER || !isHex(hex.substring(0, 2 * HEADER))) {
      throw in.malformed("hex", "a block header of 80 bytes");
    }
    byte[] header = HEX.parseHex(hex, 0, 2 * HEADER);
    long time = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getInt(HEADER_TIME);
    return new ElectrumAnswer.Tip(in.count("height"), hash(header), time & 0xffff_ffffL);
  }

  private static boolean isHex(String text) {
    return text.chars().allMatch(HexFormat::isHexDigit);
  }

  private static String hash(byte[] header) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] hash = sha.digest(sha.digest(header));
      StringBuilder text = new StringBuilder(2 * hash.length);
      for (int i = hash.length - 1; i >= 0; i--) {
        text.append(HEX.toHexDigits(hash[i]));
      }
      return text.toString();
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  private static ElectrumAnswer.Features features(JsonNode result) {
    Fields in = Fields.of("server.features", result);
    return new ElectrumAnswer.Features(
        in.maybeText("genesis_hash")
            .map(hash -> hash.toLowerCase(Locale.ROOT))
            .filter(hash -> hash.length() == 64 && isHex(hash)),
        in.maybeCount("pruning"));
  }

  /// What is no pair of a rate and a size is left out.
  private static ElectrumAnswer.FeeHistogram histogram(JsonNode result) {
    if (!result.isArray()) {
      throw new Malformed("mempool.get_fee_histogram", "an array", Fields.kind(result));
    }
    List<ElectrumAnswer.FeeHistogram.Bin> bins = new ArrayList<>();
    for (JsonNode pair : result) {
      double rate = pair.path(0).doubleValue(Double.NaN);
      OptionalLong vsize = Fields.whole(pair.path(1));
      if (bins.size() < MOST_BINS
          && Double.isFinite(rate)
          && rate >= 0
          && vsize.isPresent()
          && vsize.getAsLong() >= 0) {
        bins.add(new ElectrumAnswer.FeeHistogram.Bin(rate, vsize.getAsLong()));
      }
    }
    return new ElectrumAnswer.FeeHistogram(bins);
  }

  /// A number, or protocol 1.6's object.
  private static ElectrumAnswer.RelayFee relayFee(JsonNode result) {
    if (result.isObject()) {
      return new ElectrumAnswer.RelayFee(
          Fields.of("mempool.get_info", result).amount("minrelaytxfee"));
    }
    OptionalDouble rate = amount(result);
    return new ElectrumAnswer.RelayFee(
        rate.orElseThrow(
            () -> new Malformed("blockchain.relayfee", "a number from 0", Fields.kind(result))));
  }

  private static ElectrumAnswer.FeeEstimate estimate(JsonNode result) {
    if (!result.isNumber()) {
      throw new Malformed("blockchain.estimatefee", "a number", Fields.kind(result));
    }
    return new ElectrumAnswer.FeeEstimate(amount(result));
  }

  /// Empty for -1 too, the protocol's word for unknown.
  private static OptionalDouble amount(JsonNode node) {
    double value = node.isNumber() ? node.doubleValue(Double.NaN) : Double.NaN;
    return Double.isFinite(value) && value >= 0 ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  private static ElectrumAnswer.Peers peers(JsonNode result) {
    if (!result.isArray()) {
      throw new Malformed("server.peers.subscribe", "an array", Fields.kind(result));
    }
    return new ElectrumAnswer.Peers(result.size());
  }
}
