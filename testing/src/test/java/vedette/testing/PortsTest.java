package vedette.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {
  private static final int FIRST = 30_100;

  @TempDir private Path folder;

  private Ports ports() {
    return new Ports(folder.resolve("claims"), FIRST, 20, 1);
  }

  @Test
  void eachIsGivenOnceAndThenItIsSaidThatThereAreNoMore() {
    Ports ports = ports();
    assertThat(IntStream.range(0, 3).map(_ -> ports.claim()).toArray()).doesNotHaveDuplicates();
    assertThatThrownBy(() -> IntStream.range(0, 20).forEach(_ -> ports.claim()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("expected a free port from 30100 to 30119. Found: none");
  }

  @Test
  void onesThatSomebodyListensOnArePassedOver() throws Exception {
    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Ports only = new Ports(folder.resolve("claims"), listening.getLocalPort(), 1, 0);
      assertThatThrownBy(only::claim).isInstanceOf(IllegalStateException.class);
    }
  }

  /// The other JVM holds its ports until its standard input ends.
  @Test
  void onesOfAnotherJvmArePassedOver() throws Exception {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                folder.resolve("claims").toString())
            .start();
    int theirs;
    try (var said = other.inputReader()) {
      theirs = Integer.parseInt(said.readLine());
      assertThat(ports().claim()).isNotEqualTo(theirs);
    } finally {
      other.getOutputStream().close();
      assertThat(other.waitFor()).isZero();
    }
    assertThat(ports().claim()).isEqualTo(theirs);
  }

  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws Exception {
      System.out.println(new Ports(Path.of(arguments[0]), FIRST, 20, 1).claim());
      System.out.flush();
      System.in.readAllBytes();
    }
  }
}
