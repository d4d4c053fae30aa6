package vedette.watch.fold;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import vedette.wire.MessageTypes;

/// Message types as small numbers; everything that Core does not know is one of them.
final class Types {
  static final List<String> WORDS = MessageTypes.KNOWN;
  static final int OTHER = WORDS.size();
  static final int COUNT = OTHER + 1;

  private static final Map<String, Integer> NUMBERS = new HashMap<>();

  static {
    for (int i = 0; i < OTHER; i++) {
      NUMBERS.put(WORDS.get(i), i);
    }
  }

  private Types() {}

  static int of(String type) {
    Integer number = NUMBERS.get(type);
    return number == null ? OTHER : number;
  }

  static String word(int number) {
    return number == OTHER ? "other" : WORDS.get(number);
  }
}
