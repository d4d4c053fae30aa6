package vedette.poll.lnd;

import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import vedette.poll.json.Fields;
import vedette.poll.json.Malformed;

/// Fetches and checks the static channel backup of one LND; needs `offchain:read` and changes
/// nothing there.
///
/// ```java
/// try (LndBackups lnd = LndBackups.of(node)) {
///   ExportedBackup backup = lnd.export();
///   Set<String> proven = lnd.verify(backup.bytes());
/// }
/// ```
///
/// Touches neither network nor files before it is asked. Any thread may ask; a call waits for its
/// answer, at most [#TIMEOUT].
public final class LndBackups implements AutoCloseable {
  /// For an export or a check.
  public static final Duration TIMEOUT = Duration.ofSeconds(60);

  /// LND says nothing on a subscription until something happens, so that a dead connection looks
  /// like a quiet one: after this long a new one is made.
  static final Duration SUBSCRIPTION = Duration.ofMinutes(10);

  private static final String EXPORT = "/v1/channels/backup";
  private static final String VERIFY = "/v1/channels/backup/verify";
  private static final String SUBSCRIBE = "/v1/channels/backup/subscribe";
  private static final int MOST_CHANNELS = 100_000;

  private final RestClient client;

  private LndBackups(Lnd node) {
    this.client = new RestClient(node);
  }

  /// Asks this node.
  public static LndBackups of(Lnd node) {
    return new LndBackups(node);
  }

  /// All channels as they are now, those that are still pending included.
  ///
  /// @throws LndException if LND does not answer or what it sends is no backup
  public ExportedBackup export() throws InterruptedException {
    JsonNode reply = ask(EXPORT, Optional.empty());
    return read(() -> exported(reply));
  }

  /// Lets LND decrypt a backup of [#export] or of its `channel.backup` and tell what is in it.
  ///
  /// @return the channel points, `txid:index`
  /// @throws LndException if LND does not answer or cannot read it, because it is damaged or of
  ///   another wallet
  public Set<String> verify(byte[] backup) throws InterruptedException {
    String question =
        "{\"multi_chan_backup\":{\"multi_chan_backup\":\"%s\"}}"
            .formatted(Base64.getEncoder().encodeToString(backup));
    JsonNode reply = ask(VERIFY, Optional.of(question));
    return read(() -> verified(reply));
  }

  /// Waits for changes of the set of channels and tells each; to be called again when it returns or
  /// throws, and an [#export] belongs before each call, because nothing is told of the time between
  /// two subscriptions.
  ///
  /// Returns when LND ends the subscription, or quietly after a while without changes.
  ///
  /// @param changed called on this thread
  /// @throws LndException if LND does not let us
  public void subscribe(Runnable changed) throws InterruptedException {
    try (EventStream stream = EventStream.open(client, SUBSCRIBE, SUBSCRIPTION)) {
      for (Optional<JsonNode> event = stream.next(); event.isPresent(); event = stream.next()) {
        changed.run();
      }
    } catch (EventStream.Quiet nothingHappened) {
      // The connection may be dead for all we know.
    } catch (Refusal refused) {
      throw new LndException(refused.outcome());
    } catch (IOException ended) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  private JsonNode ask(String path, Optional<String> body) throws InterruptedException {
    try {
      RestClient.Reply reply = client.ask(path, body, TIMEOUT);
      return LndReplies.object(reply.status(), reply.body(), reply.sent().words());
    } catch (Refusal refused) {
      throw new LndException(refused.outcome());
    }
  }

  private static <T> T read(Supplier<T> reader) {
    try {
      return reader.get();
    } catch (Malformed wrong) {
      throw new LndException(LndReplies.garbage(String.valueOf(wrong.getMessage())).outcome());
    }
  }

  static ExportedBackup exported(JsonNode reply) {
    ProtoFields snapshot = ProtoFields.of("backup", reply);
    ProtoFields multi =
        snapshot
            .object("multi_chan_backup")
            .orElseThrow(() -> snapshot.malformed("multi_chan_backup", "an object"));
    ProtoFields.Listed<String> points =
        multi.list("chan_points", MOST_CHANNELS, ChannelPoints::read);
    if (points.leftOut() > 0) {
      throw new Malformed("chan_points", "channel points", points.leftOut() + " of another form");
    }
    return new ExportedBackup(points.all(), multi.bytes("multi_chan_backup"));
  }

  static SortedSet<String> verified(JsonNode reply) {
    JsonNode points = reply.path("chan_points");
    if (!points.isArray()) {
      throw new Malformed("verify.chan_points", "an array", Fields.kind(points));
    }
    TreeSet<String> read = new TreeSet<>();
    for (JsonNode point : points) {
      read.add(ChannelPoints.text(point.stringValue("")));
    }
    return Collections.unmodifiableSortedSet(read);
  }

  /// Ends what is under way.
  @Override
  public void close() {
    client.close();
  }

  /// The least rights that this needs, as `lncli bakemacaroon` names them.
  public static List<String> permissions() {
    return List.of("offchain:read");
  }
}
