package vedette.app.notify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/// Brings messages to channels: each has a queue of its own and a virtual thread, so that none
/// waits for another.
///
/// Any thread may give and ask. Close it: what waits then stays waiting, in whoever keeps it.
public final class Courier implements AutoCloseable {
  private final List<Lane> lanes;

  /// How quickly things are tried again.
  ///
  /// @param first pause after the first failure; each further one is twice as long
  /// @param longest no pause is longer
  /// @param patience a message that was not taken for so long is dropped
  public record Pace(Duration first, Duration longest, Duration patience) {
    /// What counts.
    public static final Pace PRESET =
        new Pace(Duration.ofSeconds(5), Duration.ofMinutes(10), Duration.ofHours(24));
  }

  /// How a channel is.
  ///
  /// @param waiting messages that wait
  /// @param sentAt when the last one was taken, ms
  /// @param dropped messages that found no room, were refused or too old
  /// @param trouble what the last attempt met, empty if it was well
  public record Status(
      String name,
      String kind,
      int waiting,
      long sent,
      OptionalLong sentAt,
      long failed,
      long dropped,
      String trouble) {}

  /// What a test came to.
  ///
  /// @param trouble empty if it was taken
  public record Tried(String name, String kind, Optional<String> trouble) {}

  private Courier(List<Lane> lanes) {
    this.lanes = lanes;
  }

  /// Begins to work.
  ///
  /// @param settled told, on a thread of the courier, when a message was taken by a channel or
  ///   given up: channel, id
  public static Courier start(
      List<Channel> channels, Pace pace, BiConsumer<String, String> settled) {
    List<Lane> lanes = new ArrayList<>();
    channels.forEach(channel -> lanes.add(new Lane(channel, pace, settled)));
    lanes.forEach(Lane::start);
    return new Courier(List.copyOf(lanes));
  }

  /// The channels that want a message.
  public List<String> takers(Message message) {
    return lanes.stream()
        .filter(lane -> lane.channel().takes(message))
        .map(lane -> lane.channel().name())
        .toList();
  }

  /// Takes a message for a channel; one that is not there any more is told as settled.
  public void give(String channel, Message message, BiConsumer<String, String> settled) {
    Optional<Lane> lane =
        lanes.stream().filter(it -> it.channel().name().equals(channel)).findFirst();
    lane.ifPresentOrElse(it -> it.give(message), () -> settled.accept(channel, message.id()));
  }

  /// Tries each channel, or one, at once and on this thread.
  public List<Tried> test(Message message, Optional<String> name) {
    return lanes.stream()
        .map(Lane::channel)
        .filter(channel -> name.map(channel.name()::equals).orElse(true))
        .map(channel -> test(channel, message))
        .toList();
  }

  private static Tried test(Channel channel, Message message) {
    try {
      Delivery.deliver(channel, message);
      return new Tried(channel.name(), channel.target().word(), Optional.empty());
    } catch (NotifyException refused) {
      return new Tried(channel.name(), channel.target().word(), Optional.of(refused.text()));
    }
  }

  /// How the channels are.
  public List<Status> status() {
    return lanes.stream().map(Lane::status).toList();
  }

  @Override
  public void close() {
    lanes.forEach(Lane::close);
  }
}
