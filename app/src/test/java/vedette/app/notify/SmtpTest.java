package vedette.app.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.testing.Ports;

/// A real mail server (Debian's python3-aiosmtpd) takes mails and writes them down.
class SmtpTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path folder;

  @Test
  void mailGoesInTheClearToAServerThatIsTrusted() throws Exception {
    send(Channel.Smtp.Security.NONE, List.of());
  }

  @Test
  void mailIsEncryptedFromTheStart() throws Exception {
    makeCertificate();
    send(Channel.Smtp.Security.TLS, List.of("--smtpscert", "cert.pem", "--smtpskey", "key.pem"));
  }

  @Test
  void mailIsEncryptedAfterStarttls() throws Exception {
    makeCertificate();
    send(Channel.Smtp.Security.STARTTLS, List.of("--tlscert", "cert.pem", "--tlskey", "key.pem"));
  }

  private void send(Channel.Smtp.Security security, List<String> options) throws Exception {
    assumeTrue(
        run("/usr/bin/python3", "-c", "import aiosmtpd") == 0,
        "aiosmtpd is not installed. Do: apt-get install python3-aiosmtpd");
    int port = Ports.free();
    Path out = folder.resolve("mails");
    List<String> command =
        new ArrayList<>(List.of("/usr/bin/python3", "-u", "-m", "aiosmtpd", "-n"));
    command.addAll(List.of("-l", "localhost:" + port));
    command.addAll(List.of("-c", "aiosmtpd.handlers.Debugging", "stdout"));
    command.addAll(5, options);
    Process server =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    try {
      await().atMost(PATIENCE).until(() -> listens(port) || !server.isAlive());
      assertThat(server.isAlive()).as(() -> read(out)).isTrue();
      Optional<Path> anchor =
          options.isEmpty() ? Optional.empty() : Optional.of(folder.resolve("cert.pem"));
      Channel.Smtp target =
          new Channel.Smtp(
              "localhost",
              port,
              security,
              Optional.empty(),
              "vedette@node.example",
              List.of("me@node.example"));
      Delivery.deliver(channel(target, anchor), ChannelTest.MESSAGE);
      await().atMost(PATIENCE).until(() -> read(out).contains("END MESSAGE"));
      assertThat(read(out))
          .contains("Subject: Critical: main: no outbound peer")
          .contains("From: Vedette <vedette@node.example>")
          .contains("To: me@node.example")
          .contains("Message-ID: <id-1@node.example>");
      if (anchor.isPresent()) {
        assertThatThrownBy(
                () -> Delivery.deliver(channel(target, Optional.empty()), ChannelTest.MESSAGE))
            .isInstanceOf(NotifyException.class)
            .hasMessageContaining("localhost was not reached");
      }
    } finally {
      server.destroyForcibly().waitFor();
    }
  }

  private static Channel channel(Channel.Smtp target, Optional<Path> anchor) {
    return new Channel(
        "mail", target, new Route(Optional.empty(), anchor), "info", true, false, 30);
  }

  private void makeCertificate() throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/openssl")),
        "openssl is not installed. Do: apt-get install openssl");
    int code =
        run(
            "/usr/bin/openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=localhost",
            "-addext",
            "subjectAltName=DNS:localhost",
            "-keyout",
            "key.pem",
            "-out",
            "cert.pem");
    assertThat(code).isZero();
  }

  private int run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }

  private static boolean listens(int port) {
    try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException notYet) {
      return "";
    }
  }
}
