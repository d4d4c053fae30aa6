package vedette.watch.view;

import java.util.List;
import java.util.Map;

/// Topic `now`: is all well, and what is going on?
///
/// @param demo whether what is shown is the demo node
/// @param verdict the sentence on top
/// @param nodes by key, at most 32
/// @param services by key, at most 32
/// @param changes what happened in the last hour, newest first, at most 100
public record NowView(
    boolean demo,
    Verdict verdict,
    Map<String, NodeView> nodes,
    Map<String, ServiceView> services,
    List<Change> changes) {

  /// One sentence and why.
  ///
  /// @param state the worst state of all nodes and services
  /// @param sentence at most 64 characters, present tense
  /// @param reasons worst first, at most four
  public record Verdict(State state, String sentence, List<Reason> reasons) {}

  /// A fact behind the verdict.
  ///
  /// @param node the node's or service's key, or `vedette` if it is about the watching
  /// @param fact a few words, shown bold
  /// @param rest the rest of the sentence, may be empty
  public record Reason(State state, String node, String fact, String rest) {}

  /// Something that changed.
  ///
  /// @param at ms since the epoch
  /// @param text a sentence in past tense
  public record Change(long at, State state, String node, String text) {}
}
