package vedette.app.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.app.up.OrdinaryUser;
import vedette.tap.bpf.KernelFeatures;
import vedette.tap.bpf.Support;
import vedette.testing.Programs;

/// The doctor in processes that really have fewer rights: as an ordinary user with chosen
/// capabilities (setpriv), and in a user namespace (unshare).
class RestrictedTest {
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
  private static final long PATIENCE_SECONDS = 60;

  @TempDir static Path folder;
  private static OrdinaryUser user;

  private record Outcome(int code, String out, String err) {
    List<String> failures() {
      return out.lines().filter(line -> line.startsWith("FAIL")).toList();
    }
  }

  @BeforeAll
  static void prepare() throws Exception {
    KernelFeatures features = new KernelFeatures();
    assumeTrue(Support.YES.equals(features.programs()), "needs CAP_BPF and CAP_PERFMON to give");
    assumeTrue(
        Support.YES.equals(features.uprobeMulti()), "what is needed is other before Linux 6.6");
    user = OrdinaryUser.assumed(folder);
  }

  @Test
  void withoutCapabilitiesBothAreNamed() throws Exception {
    Outcome outcome = as("-all");
    assertThat(outcome.failures())
        .first()
        .asString()
        .matches("FAIL  capabilities +CAP_BPF and CAP_PERFMON missing");
    assertThat(outcome.code()).isEqualTo(2);
  }

  @Test
  void withoutPerfmonItIsNamed() throws Exception {
    Outcome outcome = as("-all,+bpf");
    assertThat(outcome.failures())
        .first()
        .asString()
        .matches("FAIL  capabilities +CAP_PERFMON missing");
    assertThat(outcome.out())
        .containsPattern("ok +make a ring +done")
        .containsPattern("\\? +load a program +cannot load a tracing program without CAP_PERFMON");
    assertThat(outcome.code()).isEqualTo(2);
  }

  @Test
  void withoutBpfItIsNamed() throws Exception {
    assertThat(as("-all,+perfmon").failures())
        .first()
        .asString()
        .matches("FAIL  capabilities +CAP_BPF missing");
  }

  @Test
  void ordinaryUserWithExactlyTwoCapabilitiesLacksNothingButANode() throws Exception {
    Outcome outcome = as("-all,+bpf,+perfmon");
    assertThat(outcome.failures())
        .singleElement()
        .asString()
        .matches("FAIL  nodes +there is no pid file .*");
    assertThat(outcome.out())
        .containsPattern("ok +load a program +done")
        .containsPattern("ok +attach a program +by uprobe_multi links");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void capabilityOutsideTheBoundingSetIsToldApart() throws Exception {
    Outcome outcome =
        run(
            List.of(
                "setpriv", "--bounding-set=-perfmon,-sys_admin", "--inh-caps=-perfmon,-sys_admin"),
            List.of());
    assertThat(outcome.out())
        .contains("CAP_PERFMON missing, and this process can never be given CAP_PERFMON");
    assertThat(outcome.code()).isEqualTo(2);
  }

  @Test
  void userNamespaceIsTheOneFailure() throws Exception {
    assumeTrue(
        Programs.succeeds("unshare", "--user", "--map-root-user", "true"), "needs user namespaces");
    Outcome outcome = run(List.of("unshare", "--user", "--map-root-user"), List.of());
    assertThat(outcome.failures())
        .hasSize(2)
        .first()
        .asString()
        .matches("FAIL  user namespace +this process is in a user namespace of its own.*");
    assertThat(outcome.out()).contains("cannot make a ring buffer in this user namespace");
  }

  @Test
  void processOfAnotherUserIsNotVisible() throws Exception {
    String own = Long.toString(ProcessHandle.current().pid());
    Outcome outcome = run(user.command("-all,+bpf,+perfmon"), List.of("--pid", own));
    assertThat(outcome.failures())
        .singleElement()
        .asString()
        .matches("FAIL  process +it belongs to another user: .*");
    assertThat(outcome.code()).isEqualTo(2);
  }

  @Test
  void binaryThatMayOnlyBeRunIsNotReadable() throws Exception {
    Path binary = Files.copy(JAVA, folder.resolve("bitcoind"));
    Files.setPosixFilePermissions(binary, PosixFilePermissions.fromString("rwx--x--x"));
    Outcome outcome = run(user.command("-all,+bpf,+perfmon"), List.of("--exe", binary.toString()));
    assertThat(outcome.failures())
        .singleElement()
        .asString()
        .matches("FAIL  binary +.*/bitcoind may not be read: to be run is not enough");
    assertThat(outcome.out()).contains("CAP_DAC_READ_SEARCH");
  }

  private static Outcome as(String capabilities) throws Exception {
    return run(user.command(capabilities), List.of());
  }

  /// @param target options; empty for a pid file that is not there, so that no node that happens to
  ///   run here matters
  private static Outcome run(List<String> wrapper, List<String> target) throws Exception {
    List<String> command = new ArrayList<>(wrapper);
    command.addAll(
        List.of(
            JAVA.toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx64m",
            "-cp",
            user.classes(),
            "vedette.app.Vedette",
            "doctor"));
    command.addAll(target.isEmpty() ? List.of("--pid-file", "/nonexistent/pid") : target);
    Path out = Files.createTempFile("doctor", ".out");
    Path err = Files.createTempFile("doctor", ".err");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      return new Outcome(
          process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }
}
