package vedette.poll.tor;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What was heard of publishing onion services, by address. Bounded: what does not fit is not kept.
final class Publications {
  private static final int MOST = 256;

  private final Map<String, TorAnswer.Publication> last = new ConcurrentHashMap<>();

  /// `HS_DESC UPLOADED address auth-type directory …`, `HS_DESC FAILED … REASON=UPLOAD_REJECTED`.
  /// One that was taken by some directory counts, even if another one refused it since.
  ///
  /// @return whether it says something new
  boolean heard(Reply event, Instant now) {
    if (event.lines().isEmpty()) {
      return false;
    }
    String[] words = event.lines().getFirst().text().split(" ", -1);
    if (words.length < 3 || !words[0].equals("HS_DESC") || !words[2].matches("[a-z2-7]{16,56}")) {
      return false;
    }
    boolean done = words[1].equals("UPLOADED");
    boolean refused = words[1].equals("FAILED") && event.words().contains("REASON=UPLOAD_REJECTED");
    TorAnswer.Publication before = last.get(words[2]);
    if ((!done && !refused) || (before == null && last.size() >= MOST)) {
      return false;
    }
    if (refused && before != null && before.done()) {
      return false;
    }
    last.put(words[2], new TorAnswer.Publication(done, now));
    return before == null || before.done() != done;
  }

  /// @param address with or without `.onion`
  Optional<TorAnswer.Publication> of(String address) {
    return Optional.ofNullable(last.get(address.replace(".onion", "")));
  }
}
