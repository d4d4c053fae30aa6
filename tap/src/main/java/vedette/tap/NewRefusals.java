package vedette.tap;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Collects refusals, each only once: what is in the way at one look is in the way at the next.
final class NewRefusals {
  private static final int MOST = 1000;

  private final Set<String> told = new HashSet<>();
  private List<TapException> fresh = new ArrayList<>();

  void add(TapException refusal) {
    if (told.size() < MOST && told.add(refusal.getMessage())) {
      fresh.add(refusal);
    }
  }

  /// Those since the last call.
  List<TapException> take() {
    List<TapException> taken = fresh;
    fresh = new ArrayList<>();
    return taken;
  }
}
