package vedette.watch.lnd;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import vedette.poll.lnd.LndAnswer;
import vedette.watch.fold.Words;

/// What happened to the channels within a day, the latest first, at most fifty.
final class ChannelLog {
  private static final int MOST = 50;
  private static final long KEPT_MS = 86_400_000;

  private final Deque<LightningPage.Change> all = new ArrayDeque<>();

  List<LightningPage.Change> within(long now) {
    return all.stream().filter(change -> now - change.at() <= KEPT_MS).toList();
  }

  void channel(ChannelMemory.Change change, long now) {
    String name = Names.of(change.channel());
    switch (change.what()) {
      case NEW -> add(now, "opened", "The channel with " + name + " is open.");
      case OFFLINE -> add(now, "offline", "The peer of " + name + " went offline.");
      case ONLINE ->
          add(now, "online", name + " came back after " + Words.age(change.lastedMs()) + ".");
      case GONE -> add(now, "gone", "The channel with " + name + " is not open any more.");
    }
  }

  /// A channel's closing transaction waits for a block.
  void closing(String name, boolean byForce, long now) {
    add(
        now,
        "closing",
        "The channel with %s is being closed%s.".formatted(name, byForce ? " by force" : ""));
  }

  void forced(String name, long now) {
    add(
        now,
        "forced",
        "The channel with " + name + " was closed by force: its money comes back step by step.");
  }

  /// Tells what was closed between two answers.
  void closed(
      Optional<LndAnswer.Closed> before,
      LndAnswer.Closed latest,
      UnaryOperator<String> name,
      long now) {
    if (before.isEmpty()) {
      return;
    }
    Set<String> known = new HashSet<>();
    before.get().latest().forEach(channel -> known.add(channel.channelPoint()));
    latest.latest().stream()
        .filter(channel -> !known.contains(channel.channelPoint()))
        .forEach(channel ->
            add(
                now,
                "closed",
                "The channel with %s is closed: %s."
                    .formatted(name.apply(channel.peer()), how(channel.how()))));
  }

  /// LND's word in ours.
  static String how(String word) {
    return switch (word) {
      case "COOPERATIVE_CLOSE" -> "both agreed";
      case "LOCAL_FORCE_CLOSE" -> "by force, by us";
      case "REMOTE_FORCE_CLOSE" -> "by force, by the peer";
      case "BREACH_CLOSE" -> "the peer tried to cheat";
      case "FUNDING_CANCELED" -> "it never opened";
      case "ABANDONED" -> "abandoned";
      default -> "in a way that is not known";
    };
  }

  private void add(long now, String kind, String text) {
    all.addFirst(new LightningPage.Change(now, kind, text));
    while (all.size() > MOST) {
      all.removeLast();
    }
  }
}
