package vedette.watch.metrics;

import java.util.LinkedHashMap;
import java.util.Map;

/// What is known of each peer, by its id; the one of which something was known first gives way when
/// there are too many.
final class PerPeer<V> extends LinkedHashMap<Long, V> {
  private static final long serialVersionUID = 1L;
  private static final int MOST = 2_048;

  @Override
  protected boolean removeEldestEntry(Map.Entry<Long, V> eldest) {
    return size() > MOST;
  }
}
