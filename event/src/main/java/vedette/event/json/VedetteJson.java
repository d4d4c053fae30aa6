package vedette.event.json;

import vedette.event.VedetteEvent;

/// What the watching itself has to say: `vedette:node`, `vedette:loss`, `vedette:flushed`.
final class VedetteJson {
  private VedetteJson() {}

  static void write(JsonLine line, VedetteEvent event) {
    switch (event) {
      case VedetteEvent.Node node -> {
        line.text(Key.STATE, node.state().word());
        line.knownText(Key.EXECUTABLE, node.executable());
        line.texts(Key.ATTACHED, node.attached());
        line.texts(Key.MISSING, node.missing());
        line.truth(Key.GAP_POSSIBLE, node.gapPossible());
      }
      case VedetteEvent.Loss loss -> {
        line.startArray(Key.COUNTS);
        for (VedetteEvent.Loss.Count count : loss.counts()) {
          line.startObject();
          line.text(Key.EVENT, count.event());
          line.number(Key.LOST, count.lost());
          line.number(Key.PAYLOADS, count.payloads());
          line.number(Key.FAULTS, count.faults());
          line.number(Key.CUT, count.cut());
          line.endObject();
        }
        line.endArray();
      }
      case VedetteEvent.Flushed _ -> {}
    }
  }
}
