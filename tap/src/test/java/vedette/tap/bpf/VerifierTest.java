package vedette.tap.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How much work a body makes the kernel's verifier, which every start waits for.
class VerifierTest {
  /// It takes a millisecond for about a thousand.
  private static final int MOST = 20_000;

  private static final String OPERANDS = "8@%rax 8@%rbx 8@%rcx 8@%rdx 8@%rsi 8@%rdi";
  private static final String COUNT = "verified_insns:";

  @ParameterizedTest
  @ValueSource(strings = {"message", "message_without_dynptr"})
  void messageBodiesDoNotMakeTheVerifierWalkTheSameWayForEachOutcome(String body) {
    assertThat(verified(body)).isBetween(1, MOST);
  }

  @Test
  void smallBodyIsCountedToo() {
    assertThat(verified("numbers5")).isBetween(1, MOST / 20);
  }

  private static int verified(String body) {
    assumeTrue(
        Support.YES.equals(new KernelFeatures().programs()), "needs CAP_BPF and CAP_PERFMON");
    Arch arch = Arch.current().orElseThrow();
    assumeTrue(arch == Arch.X86_64, "its operands are those of x86-64");
    UsdtNote note = new UsdtNote("net", "inbound_message", OPERANDS, 0, 0, true);
    BpfObject object = BpfObject.resource(vedette.tap.Tap.class, "tap.bpf.o");
    List<BpfMap> maps = maps();
    try (BpfProgram program =
        BpfProgram.load(object.function(body), 6, note, arch, 0, 0, byName(maps), false)) {
      OptionalInt count = count(program.descriptor());
      assumeTrue(count.isPresent(), "needs Linux 5.16, which tells " + COUNT);
      return count.getAsInt();
    } finally {
      maps.forEach(BpfMap::close);
    }
  }

  private static List<BpfMap> maps() {
    return List.of(
        BpfMap.ring("ring", 64 << 10),
        BpfMap.array("control", 4_096, 1),
        BpfMap.array("counters", 64, 1),
        BpfMap.cache("known", 24, 104, 16),
        BpfMap.set("processes", 4, 1),
        BpfMap.set("types", 16, 1),
        BpfMap.set("peers", 8, 1),
        BpfMap.set("connections", 24, 1));
  }

  private static Map<String, BpfMap> byName(List<BpfMap> maps) {
    return maps.stream().collect(Collectors.toMap(BpfMap::name, Function.identity()));
  }

  private static OptionalInt count(int descriptor) {
    try (Stream<String> lines =
        Files.lines(Path.of("/proc/self/fdinfo", String.valueOf(descriptor)))) {
      return lines
          .filter(line -> line.startsWith(COUNT))
          .mapToInt(line -> Integer.parseInt(line.substring(COUNT.length()).strip()))
          .findFirst();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }
}
