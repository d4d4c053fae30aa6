package vedette.history;

/// A value of a series at a time.
///
/// @param node the node's key, empty for what is about Vedette itself; at most 128 characters
/// @param series name, at most 128 characters
/// @param unit such as `bytes` or `1/s`, at most 48 characters; the last one given stands
/// @param time ms since the epoch
/// @param value finite; anything else is refused and counted
public record Sample(String node, String series, String unit, long time, double value)
    implements Entry {

  /// Cuts its texts.
  public Sample {
    node = Texts.cut(node, Texts.NAME);
    series = Texts.cut(series, Texts.NAME);
    unit = Texts.cut(unit, Texts.WORD);
  }

  @Override
  public int weight() {
    return 64; // the texts are the caller's constants
  }

  @Override
  public Kind entryKind() {
    return Kind.SAMPLES;
  }
}
