package vedette.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.app.config.Config;
import vedette.app.config.ConfigSource;
import vedette.app.config.Loaded;

class DeployTest {
  @TempDir Path folder;

  private static Map<String, List<String>> unit() throws Exception {
    return Files.readAllLines(Path.of("..", "deploy", "systemd", "vedette.service")).stream()
        .filter(line -> line.matches("[A-Za-z]+=.*"))
        .map(line -> line.split("=", 2))
        .collect(
            Collectors.groupingBy(
                parts -> parts[0], Collectors.mapping(parts -> parts[1], Collectors.toList())));
  }

  /// S7: it ran as root, in the group of the engine's socket, with all capabilities and a root that
  /// it could write, and published ports for everybody.
  @Test
  void s07TheServiceIsNoRootInNoGroupAndWritesNowhereElse() throws Exception {
    Map<String, List<String>> unit = unit();
    assertThat(unit)
        .containsEntry("DynamicUser", List.of("yes"))
        .containsEntry("NoNewPrivileges", List.of("yes"))
        .containsEntry("ProtectSystem", List.of("strict"))
        .containsEntry("ProtectHome", List.of("read-only"))
        .containsEntry("RestrictSUIDSGID", List.of("yes"))
        .containsEntry("UMask", List.of("0077"))
        .doesNotContainKeys("User", "Group", "SupplementaryGroups", "ReadWritePaths");
    assertThat(String.join(" ", unit.getOrDefault("CapabilityBoundingSet", List.of())).split(" "))
        .containsExactlyInAnyOrder("CAP_BPF", "CAP_PERFMON", "CAP_SYS_PTRACE");
    // And what it listens on is for this machine, until the owner says otherwise.
    Config config =
        Loaded.from(new ConfigSource(Optional.empty(), Map.of("HOME", "/none"), Map.of(), folder))
            .config();
    assertThat(config.web().address()).isEqualTo("127.0.0.1");
    assertThat(config.metrics().address()).isEqualTo("127.0.0.1");
  }
}
