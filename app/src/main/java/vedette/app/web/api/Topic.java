package vedette.app.web.api;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a client may subscribe to: docs/live.md lists them.
///
/// @param node the node's or service's key; empty for the topics that are about all nodes
public record Topic(Kind kind, String node) {
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  /// The topics by name.
  public enum Kind {
    /// All nodes in a card's worth of facts.
    NOW(false, true),
    /// A node's peers.
    PEERS(true, false),
    /// A node's last blocks.
    BLOCKS(true, true),
    /// What goes in and out of a node's mempool.
    MEMPOOL(true, true),
    /// A node's connections and what is odd about them.
    NETWORK(true, true),
    /// A service: all that is known of it.
    SERVICE(true, false),
    /// What needs somebody, and who was told.
    ALERTS(false, false),
    /// What Vedette itself sees and costs.
    SYSTEM(false, false);

    private final boolean ofNode;
    private final boolean inPublic;

    Kind(boolean ofNode, boolean inPublic) {
      this.ofNode = ofNode;
      this.inPublic = inPublic;
    }

    /// Whether there is one for each node, or for each service.
    public boolean ofNode() {
      return ofNode;
    }

    /// Whether the public view has it.
    public boolean inPublic() {
      return inPublic;
    }

    /// How long it rests between two patches at least, ms. Hundreds of rows of numbers are read by
    /// nobody ten times a second, and cost whoever sends and whoever draws them.
    public int restMillis() {
      return this == PEERS ? 500 : 100;
    }

    /// The name as it is written.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// The topic with this name, such as `peers/main`; empty if it is none.
  public static Optional<Topic> parse(String text) {
    int slash = text.indexOf('/');
    String word = slash < 0 ? text : text.substring(0, slash);
    String node = slash < 0 ? "" : text.substring(slash + 1);
    for (Kind kind : Kind.values()) {
      if (kind.word().equals(word)) {
        boolean fits = kind.ofNode() ? KEY.matcher(node).matches() : slash < 0;
        return fits ? Optional.of(new Topic(kind, node)) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /// The topic of this node instead.
  public Topic withNode(String other) {
    return new Topic(kind, kind.ofNode() ? other : "");
  }

  /// Its name, from which [#parse] makes an equal one.
  @Override
  public String toString() {
    return kind.ofNode() ? kind.word() + "/" + node : kind.word();
  }
}
