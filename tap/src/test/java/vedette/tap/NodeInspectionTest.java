package vedette.tap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vedette.tap.BinaryInspection.Found;
import vedette.tap.NodeInspection.Problem;
import vedette.tap.NodeInspection.Search;
import vedette.tap.bpf.Arch;

class NodeInspectionTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"22,0", "23,7", "24,11", "25,15", "28,15", "29,20", "31,20"})
  void everyReleaseHasAsManyTracepointsAsItsNotes(int release, int count) throws IOException {
    BinaryInspection.Read read = read(new NodeElf().probesOf(release));
    assertThat(read.tracepoints()).hasSize(20);
    assertThat(read.tracepoints().stream().filter(Found::usable)).hasSize(count);
    assertThat(read.tracepoints().stream().filter(found -> found.since() <= release))
        .hasSize(count)
        .allMatch(Found::usable);
    assertThat(read.tracepoints().stream().mapToInt(Found::counted).sum())
        .isEqualTo(release >= 29 ? 20 : 0);
    assertThat(read.notes()).isEqualTo(count);
  }

  @Test
  void binaryTellsProcessorVersionAndOtherProbes() throws IOException {
    BinaryInspection.Read read =
        read(
            new NodeElf()
                .probesOf(23)
                .probe("orphan:added", "8@%rax", true)
                .constants("Satoshi", "v23.0.0"));
    assertThat(read.arch()).contains(Arch.X86_64);
    assertThat(read.version()).contains(new CoreVersion(23, 0, 0));
    assertThat(read.others()).containsExactly("orphan:added");
    assertThat(read.demo()).isFalse();
    assertThat(read(new NodeElf().probesOf(29).constants("demo-node")).demo()).isTrue();
  }

  @Test
  void operandThatIsNotUnderstoodIsTheFaultOfItsTracepointAlone() throws IOException {
    BinaryInspection.Read read =
        read(
            new NodeElf()
                .probe("mempool:rejected", "8@%rax 8@%nonsense", true)
                .probe("mempool:added", "8@%rax 4@%ebx 8@%rcx", true));
    assertThat(found(read, "mempool:rejected").fault())
        .contains("'8@%nonsense' at column 8 is not an operand");
    assertThat(found(read, "mempool:rejected").usable()).isFalse();
    assertThat(found(read, "mempool:added").usable()).isTrue();
  }

  @Test
  void tooFewArgumentsAndAMissingNopAreFaults() throws IOException {
    assertThat(found(read(new NodeElf().probe("mempool:added", "8@%rax", true)), "mempool:added"))
        .returns("expected 3 arguments or more. Found: 1.", Found::fault);
    assertThat(
            found(
                read(new NodeElf().withoutNop().probe("mempool:rejected", "8@%rax 8@%rbx", true)),
                "mempool:rejected"))
        .returns("there is no NOP where its note points.", Found::fault);
  }

  @Test
  void binaryOfAnotherProcessorIsReadButHasNoArch() throws IOException {
    BinaryInspection.Read read = read(new NodeElf().machine(243).probesOf(29));
    assertThat(read.arch()).isEmpty();
    assertThat(read.tracepoints()).allMatch(found -> found.fault().isEmpty());
  }

  @Test
  void scriptIsMalformed() throws IOException {
    Path script = Files.writeString(folder.resolve("bitcoind"), "#!/bin/sh\n".repeat(20));
    assertThat(BinaryInspection.of(script))
        .isInstanceOfSatisfying(
            BinaryInspection.Malformed.class,
            malformed -> assertThat(malformed.reason()).contains("not an ELF executable"));
  }

  @Test
  void folderCannotBeReadAsABinary() {
    assertThat(BinaryInspection.of(folder))
        .isInstanceOfSatisfying(
            BinaryInspection.Unreadable.class,
            unreadable -> assertThat(unreadable.denied()).isFalse());
  }

  @Test
  void ownProcessIsVisibleAndInNoContainer() {
    int pid = (int) ProcessHandle.current().pid();
    Search search = NodeInspection.search(new Target.Pid(pid));
    assertThat(search.problem()).isEqualTo(Problem.NONE);
    assertThat(search.nodes()).hasSize(1);
    NodeInspection node = search.nodes().getFirst();
    assertThat(node.pid()).isEqualTo(OptionalInt.of(pid));
    assertThat(node.name()).isEqualTo("java");
    assertThat(node.visible()).isTrue();
    assertThat(node.container()).contains(false);
    assertThat(node.replaced()).isFalse();
    assertThat(node.binary()).isInstanceOf(BinaryInspection.Read.class);
  }

  @Test
  void eachWayNotToFindANodeHasItsName() throws IOException {
    assertThat(NodeInspection.search(new Target.EveryNode(List.of("no-such-node"))))
        .isEqualTo(new Search(Problem.NO_NODE_RUNS, "no-such-node", List.of()));
    int none = Integer.MAX_VALUE;
    assertThat(NodeInspection.search(new Target.Pid(none)))
        .isEqualTo(new Search(Problem.NO_SUCH_PROCESS, "2147483647", List.of()));
    Path file = folder.resolve("bitcoind.pid");
    assertThat(NodeInspection.search(new Target.PidFile(file)).problem())
        .isEqualTo(Problem.NO_PID_FILE);
    Files.writeString(file, "soon\n");
    assertThat(NodeInspection.search(new Target.PidFile(file)).problem())
        .isEqualTo(Problem.PID_FILE_WITHOUT_PID);
    Files.writeString(file, none + "\n");
    assertThat(NodeInspection.search(new Target.PidFile(file)).problem())
        .isEqualTo(Problem.PID_FILE_STALE);
    assertThat(NodeInspection.search(new Target.PidFile(folder)).problem())
        .isEqualTo(Problem.PID_FILE_UNREADABLE);
    assertThat(NodeInspection.search(new Target.Executable(folder.resolve("none"))).problem())
        .isEqualTo(Problem.NO_SUCH_BINARY);
    Files.writeString(file, ProcessHandle.current().pid() + "\n");
    assertThat(NodeInspection.search(new Target.PidFile(file)).nodes()).hasSize(1);
  }

  private BinaryInspection.Read read(NodeElf elf) throws IOException {
    BinaryInspection inspection = BinaryInspection.of(elf.write(folder.resolve("node")));
    assertThat(inspection).isInstanceOf(BinaryInspection.Read.class);
    return (BinaryInspection.Read) inspection;
  }

  private static Found found(BinaryInspection.Read read, String event) {
    return read.tracepoints().stream()
        .filter(found -> found.event().equals(event))
        .findFirst()
        .orElseThrow();
  }
}
