package vedette.tap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.event.Event;
import vedette.wire.Bytes;

/// With which capabilities a tap works: a JVM of its own runs as a user without any others.
@NeedsKernel
class RightsTest {
  private static final String NOBODY = "65534";

  @TempDir Path folder;

  /// What the other JVM runs: opens a tap on a binary, and tells what it got from so many events.
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) {
      try (Tap tap = Live.open(Path.of(arguments[0]))) {
        System.out.println("attached " + tap.attached() + " " + tap.way());
        int[] count = new int[1];
        while (count[0] < Integer.parseInt(arguments[1])) {
          tap.poll(
              java.time.Duration.ofSeconds(1),
              event -> count[0] += event instanceof vedette.event.VedetteEvent ? 0 : 1);
        }
        System.out.println("lost " + Live.lost(tap));
      } catch (TapException refused) {
        System.out.println(refused.fault() + " " + refused.getMessage());
      }
    }
  }

  @BeforeEach
  void everybodyMayRead() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "needs setpriv (util-linux)");
    Path java = Path.of(System.getProperty("java.home"));
    for (Path above = java; above != null; above = above.getParent()) {
      assumeTrue(
          PosixFilePermissions.toString(Files.getPosixFilePermissions(above)).endsWith("x"),
          "needs a JDK that other users may run: " + above + " is closed");
    }
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /// The classes of this test and what they need, where everybody may read them.
  private String classPath() {
    List<String> path = new ArrayList<>();
    for (Class<?> one : List.of(RightsTest.class, Tap.class, Event.class, Bytes.class)) {
      Path source = Path.of(one.getProtectionDomain().getCodeSource().getLocation().getPath());
      Path to =
          folder.resolve("classes-" + path.size() + (Files.isDirectory(source) ? "" : ".jar"));
      copy(source, to);
      path.add(to.toString());
    }
    return String.join(File.pathSeparator, path);
  }

  private static void copy(Path source, Path target) {
    try {
      Files.walkFileTree(
          source,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                throws IOException {
              Path made = target.resolve(source.relativize(directory).toString());
              Files.createDirectories(made);
              Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Path made =
                  file.equals(source) ? target : target.resolve(source.relativize(file).toString());
              Files.copy(file, made);
              Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-r--r--"));
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot copy " + source, failed);
    }
  }

  /// Opens a tap as nobody with these capabilities and no others.
  private String tapWith(Path program, int events, String... capabilities) throws IOException {
    StringBuilder sets = new StringBuilder("-all");
    for (String capability : capabilities) {
      sets.append(",+").append(capability);
    }
    Programs.Result result =
        Programs.run(
            "setpriv",
            "--reuid=" + NOBODY,
            "--regid=" + NOBODY,
            "--clear-groups",
            "--inh-caps=" + sets,
            "--ambient-caps=" + sets,
            "--bounding-set=" + sets,
            "--no-new-privs",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            classPath(),
            Child.class.getName(),
            program.toString(),
            Integer.toString(events));
    return result.output();
  }

  private Path program() {
    return Programs.demo(folder);
  }

  @Test
  void twoCapabilitiesAreEnough() throws IOException {
    Path program = program();
    try (Node node =
        Node.start(
            program,
            "--wait-attached",
            "--wait-timeout",
            "240",
            "--rate",
            "5000",
            "--count",
            "1000")) {
      String said = tapWith(program, 1000, "bpf", "perfmon");
      assertThat(said).contains("attached 1 MULTI_DYNPTR").contains("lost 0");
      assertThat(node.summary().total()).isEqualTo(1000);
    }
  }

  @Test
  void withOneOfTheTwoItIsRefusedInWords() throws IOException {
    Path program = program();
    assertThat(tapWith(program, 1, "bpf"))
        .startsWith("LASTING")
        .contains("does not let this user trace")
        .contains("BPF program")
        .contains("EPERM")
        .contains("CAP_BPF and CAP_PERFMON");
  }

  @Test
  void withTheOtherOneItIsRefusedInWords() throws IOException {
    Path program = program();
    assertThat(tapWith(program, 1, "perfmon"))
        .startsWith("LASTING")
        .contains("does not let this user trace")
        .contains("BPF map ring")
        .contains("CAP_BPF and CAP_PERFMON");
  }

  @Test
  void withNoneItIsRefusedInWords() throws IOException {
    Path program = program();
    assertThat(tapWith(program, 1))
        .startsWith("LASTING")
        .contains("does not let this user trace")
        .contains("CAP_BPF and CAP_PERFMON");
  }

  @Test
  void aBinaryThatMayNotBeReadIsRefusedInWords() throws IOException {
    Path program = program();
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx--x--x"));
    assertThat(tapWith(program, 1, "bpf", "perfmon"))
        .startsWith("LASTING")
        .contains(program.toString())
        .contains("permission denied")
        .contains("CAP_DAC_READ_SEARCH");
  }
}
