package vedette.poll.bitcoind;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Gives names to nodes: the chain's word to the first data directory of a chain, to others that
/// word and the directory's name. What has a name keeps it.
///
/// Nodes that are seen for the first time together are named in the order of their directories, so
/// that the order in which they were found does not matter.
final class NodeKeys {
  private static final int MOST = 256;
  private static final int LONGEST_SUFFIX = 32;

  private final Map<String, String> known = new HashMap<>();

  /// A node without a name.
  ///
  /// @param place the container, empty if none
  /// @param directory its data directory, or something else that stays
  record Nameless(String chain, String place, String directory) {
    private String identity() {
      return chain + "\0" + directory + "\0" + place;
    }
  }

  /// The names, in the order of the nodes; equal nodes get equal names.
  List<String> names(List<Nameless> nodes) {
    Map<String, Nameless> sorted = new TreeMap<>();
    nodes.forEach(node -> sorted.put(node.identity(), node));
    if (known.size() > MOST) {
      known.keySet().retainAll(sorted.keySet());
    }
    sorted.forEach((identity, node) -> {
      if (!known.containsKey(identity)) {
        known.put(identity, name(node, identity));
      }
    });
    return nodes.stream().map(node -> known.getOrDefault(node.identity(), node.chain())).toList();
  }

  private String name(Nameless node, String identity) {
    String chain = slug(node.chain());
    if (!known.containsValue(chain)) {
      return chain;
    }
    String last = slug(directoryName(node.directory()));
    String named = last.isEmpty() ? chain : chain + "-" + last;
    return known.containsValue(named) ? named + "-" + digest(identity) : named;
  }

  /// The last part of the path that tells something: everybody has a `.bitcoin`.
  private static String directoryName(String directory) {
    String path = directory.replaceFirst("/+$", "").replaceFirst("/\\.bitcoin$", "");
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String slug(String text) {
    String slug =
        text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    return slug.substring(0, Math.min(slug.length(), LONGEST_SUFFIX));
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 4);
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
