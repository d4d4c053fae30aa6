package vedette.poll.truebit.chain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The little of the contract ABI that is needed: words of 32 bytes. Pure and total.
///
/// Source: the Solidity documentation, "Contract ABI Specification".
final class Abi {
  private static final int WORD = 64;
  private static final int MOST_WORDS = 16;
  private static final int ADDRESS = 40;

  private Abi() {}

  /// What is called, by the first four bytes of the Keccak-256 of its signature.
  record Function(String signature, String selector) {}

  static final Function TOTAL_STAKED = new Function("totalStaked()", "817b1cd2");
  static final Function GET_STAKE = new Function("getStake(address)", "7a766460");
  static final Function TOKEN = new Function("token()", "fc0c546a");
  static final Function BALANCE_OF = new Function("balanceOf(address)", "70a08231");
  static final Function DECIMALS = new Function("decimals()", "313ce567");
  static final Function TOTAL_SUPPLY = new Function("totalSupply()", "18160ddd");
  static final Function NODE_COUNT = new Function("getNodeCount()", "39bf397e");
  static final Function IS_REGISTERED = new Function("isNodeRegistered(address)", "8cc0ebb5");

  static final List<Function> ALL =
      List.of(
          TOTAL_STAKED,
          GET_STAKE,
          TOKEN,
          BALANCE_OF,
          DECIMALS,
          TOTAL_SUPPLY,
          NODE_COUNT,
          IS_REGISTERED);

  static String call(Function function) {
    return "0x" + function.selector();
  }

  /// @param address `0x` and 40 hex digits
  static String call(Function function, String address) {
    return call(function)
        + "0".repeat(WORD - ADDRESS)
        + address.substring(2).toLowerCase(Locale.ROOT);
  }

  /// The words of an answer; empty if it is not just so many.
  static Optional<List<BigInteger>> words(String hex, int count) {
    if (count > MOST_WORDS || hex.length() != 2 + count * WORD || !hex.matches("0x[0-9a-fA-F]*")) {
      return Optional.empty();
    }
    List<BigInteger> words = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      words.add(new BigInteger(hex.substring(2 + i * WORD, 2 + (i + 1) * WORD), 16));
    }
    return Optional.of(words);
  }

  /// The one word.
  static Optional<BigInteger> word(String hex) {
    return words(hex, 1).map(List::getFirst);
  }

  /// The address in a word; empty if there is more in it.
  static Optional<String> address(BigInteger word) {
    return word.bitLength() <= ADDRESS * 4
        ? Optional.of("0x" + "%040x".formatted(word))
        : Optional.empty();
  }

  /// A number as JSON-RPC writes it, such as `0x1`.
  static Optional<BigInteger> quantity(String hex) {
    return hex.matches("0x[0-9a-fA-F]{1,64}")
        ? Optional.of(new BigInteger(hex.substring(2), 16))
        : Optional.empty();
  }
}
