package vedette.tap;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import vedette.tap.bpf.UsdtNote;

/// A number that records carry, and what it stands for: a tracepoint of Core, or any other probe.
///
/// The argument types of a generic probe may differ between binaries, so they are kept for each
/// attachment.
final class Kind {
  private final int number;
  private final String event;
  private final String body;
  private final int slots;
  private final int leastArguments;
  private final Map<Integer, List<UsdtNote.ArgumentType>> argumentTypes = new ConcurrentHashMap<>();

  private Kind(int number, String event, String body, int slots, int leastArguments) {
    this.number = number;
    this.event = event;
    this.body = body;
    this.slots = slots;
    this.leastArguments = leastArguments;
  }

  static Kind of(Tracepoint tracepoint) {
    return new Kind(
        tracepoint.kind(),
        tracepoint.event(),
        tracepoint.body(),
        tracepoint.slots(),
        tracepoint.leastArguments());
  }

  static Kind generic(int number, String probe) {
    return new Kind(number, probe, "numbers12", Tracepoint.GENERIC_ARGUMENTS, 0);
  }

  int number() {
    return number;
  }

  String event() {
    return event;
  }

  String body() {
    return body;
  }

  /// How many argument slots its records have.
  int slots() {
    return slots;
  }

  /// With fewer arguments in the note the probe is not the one we know.
  int leastArguments() {
    return leastArguments;
  }

  boolean generic() {
    return number >= Tracepoint.count();
  }

  /// Notes the argument types of a place.
  ///
  /// @return whether they agree with those of the attachment's other places: records do not tell
  ///   places apart
  boolean attach(int attachment, List<UsdtNote.ArgumentType> types) {
    return types.equals(argumentTypes.computeIfAbsent(attachment, unseen -> types));
  }

  /// Forgets an attachment, whose number may come back.
  void detach(int attachment) {
    argumentTypes.remove(attachment);
  }

  List<UsdtNote.ArgumentType> argumentTypes(int attachment) {
    return generic() ? argumentTypes.getOrDefault(attachment, List.of()) : List.of();
  }
}
