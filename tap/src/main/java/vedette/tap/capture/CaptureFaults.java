package vedette.tap.capture;

import java.util.ArrayList;
import java.util.List;
import vedette.event.VedetteEvent;

/// What of a capture could not be read: told and counted at once, announced in the stream with the
/// next events.
final class CaptureFaults {
  private static final String INBOUND = "net:inbound_message";
  private static final String OUTBOUND = "net:outbound_message";

  private final Tally tally;
  private long inbound;
  private long outbound;

  CaptureFaults(Tally tally) {
    this.tally = tally;
    tally.watch(INBOUND);
    tally.watch(OUTBOUND);
  }

  /// At least one message of this direction is gone.
  void add(boolean wasInbound, String problem) {
    tally.problem(problem);
    tally.faults(wasInbound ? INBOUND : OUTBOUND, 1, 1);
    if (wasInbound) {
      inbound++;
    } else {
      outbound++;
    }
  }

  /// Whether some are not announced yet.
  boolean pending() {
    return inbound + outbound > 0;
  }

  /// What has to be announced; announced from now on.
  List<VedetteEvent.Loss.Count> take() {
    List<VedetteEvent.Loss.Count> counts = new ArrayList<>();
    if (inbound > 0) {
      counts.add(new VedetteEvent.Loss.Count(INBOUND, 0, 0, inbound, 0));
    }
    if (outbound > 0) {
      counts.add(new VedetteEvent.Loss.Count(OUTBOUND, 0, 0, outbound, 0));
    }
    inbound = 0;
    outbound = 0;
    return counts;
  }
}
