package vedette.poll.json;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/// Parsers that nobody can make take much memory or a deep stack.
public final class Json {
  private static final int DEEPEST = 32;
  private static final int LONGEST_TEXT = 65_536;
  private static final int LONGEST_NAME = 256;
  private static final int LONGEST_NUMBER = 64;

  private Json() {}

  /// Reads trees of a bounded number of tokens.
  ///
  /// @param tokens at most; a million makes a tree of some hundred MB at worst
  public static JsonMapper bounded(long tokens) {
    return bounded(tokens, LONGEST_TEXT);
  }

  /// The same with longer texts, where files travel in them.
  ///
  /// @param longestText in characters
  public static JsonMapper bounded(long tokens, int longestText) {
    return JsonMapper.builder(
            JsonFactory.builder()
                .streamReadConstraints(
                    StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST)
                        .maxStringLength(longestText)
                        .maxNameLength(LONGEST_NAME)
                        .maxNumberLength(LONGEST_NUMBER)
                        .maxTokenCount(tokens)
                        .build())
                .build())
        .build();
  }
}
