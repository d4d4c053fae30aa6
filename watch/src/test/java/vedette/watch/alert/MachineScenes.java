package vedette.watch.alert;

import static vedette.watch.alert.Scene.fires;
import static vedette.watch.alert.Scene.quiet;

import java.util.List;

/// What makes each rule about the machine fire, and what must not.
final class MachineScenes {
  private MachineScenes() {}

  private static Scene outbound(Scene scene, String node, double peers) {
    return scene.line("vedette_connections", peers, "node", node, "direction", "outbound");
  }

  static final List<Scene> ALL =
      List.of(
          outbound(outbound(fires("NetworkLost", 5), "main", 0), "other", 0),
          outbound(outbound(quiet("NetworkLost", 5), "main", 0), "other", 1),
          outbound(quiet("NetworkLost", 5), "main", 0));
}
