package vedette.history;

import java.util.OptionalLong;

/// Something that happened, in a sentence: a node went, a tip is old, an alert rang. Known by node,
/// kind, subject and time: given again with the same four, the later one replaces the earlier, so
/// that what lasts can be ended.
///
/// @param node the node's key, empty for what is about Vedette itself
/// @param time when it began, ms since the epoch
/// @param until when it was over, ms since the epoch; empty for what lasts or has no length
/// @param kind what it is, for programs, such as `node_gone` or an alert rule's id
/// @param subject what it is about, if the node alone does not say: a peer's id, a file; may be
///   empty
/// @param level how bad, in the words of the one who gives it, such as `ok`, `warning`
/// @param text a sentence in past tense, at most 1,024 characters
public record Happening(
    String node,
    long time,
    OptionalLong until,
    String kind,
    String subject,
    String level,
    String text)
    implements Entry {

  /// Cuts its texts.
  public Happening {
    node = Texts.cut(node, Texts.NAME);
    kind = Texts.cut(kind, Texts.NAME);
    subject = Texts.cut(subject, Texts.ADDRESS);
    level = Texts.cut(level, Texts.WORD);
    text = Texts.cut(text, Texts.SENTENCE);
  }

  @Override
  public int weight() {
    return 256 + 2 * text.length();
  }

  @Override
  public Kind entryKind() {
    return Kind.HAPPENINGS;
  }
}
