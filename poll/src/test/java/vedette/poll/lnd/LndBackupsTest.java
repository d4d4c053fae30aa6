package vedette.poll.lnd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.poll.Trouble;

class LndBackupsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String POINT =
      "b8c36fcd52a924e371af80cdb0c624cecd5fa3b180fd8f130eb4d013abca92d1:0";

  @TempDir private Path folder;
  private LndServer server;
  private LndBackups backups;

  @BeforeEach
  void start() throws Exception {
    server = LndServer.start(folder);
    backups = LndBackups.of(server.node());
  }

  @AfterEach
  void stop() {
    backups.close();
    server.close();
  }

  @Test
  void backupNamesItsChannelsAsAllOthersDo() throws Exception {
    ExportedBackup backup = backups.export();
    assertThat(backup.channelPoints()).containsExactly(POINT);
    assertThat(backup.bytes()).hasSize(762);
    assertThat(backup.toString()).isEqualTo("ExportedBackup[1 channels, 762 bytes]");
  }

  @Test
  void backupIsVerifiedByLnd() throws Exception {
    server.answer("/v1/channels/backup/verify", "{\"chan_points\":[\"" + POINT + "\"]}");
    assertThat(backups.verify(new byte[] {1, 2, 3})).containsExactly(POINT);
    assertThat(server.questions().getLast().body())
        .isEqualTo("{\"multi_chan_backup\":{\"multi_chan_backup\":\"AQID\"}}");
  }

  @Test
  void backupThatLndCannotReadIsAnErrorInItsWords() {
    server.behave(exchange ->
        LndServer.error(
            exchange,
            "invalid multi channel backup: chacha20poly1305: message authentication failed"));
    assertThatThrownBy(() -> backups.verify(new byte[8]))
        .isInstanceOfSatisfying(
            LndException.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.ERROR))
        .hasMessageContaining("message authentication failed");
  }

  @Test
  void lockedWalletPasses() {
    server.state("LOCKED");
    assertThatThrownBy(backups::export)
        .isInstanceOfSatisfying(
            LndException.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.STARTING));
  }

  @Test
  void backupOfAnotherFormIsNoBackup() {
    server.answer("/v1/channels/backup", "{\"multi_chan_backup\":{\"chan_points\":[{}]}}");
    assertThatThrownBy(backups::export)
        .isInstanceOfSatisfying(
            LndException.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.GARBAGE));
  }

  @Test
  void changeOfTheChannelsIsHeard() throws Exception {
    AtomicInteger changes = new AtomicInteger();
    Thread listener =
        Thread.ofVirtual()
            .start(() -> {
              try {
                backups.subscribe(changes::incrementAndGet);
              } catch (InterruptedException ended) {
                // The test is over.
              }
            });
    String event = "{\"result\":" + LndServer.recorded("backup").strip() + "}";
    server.event("/v1/channels/backup/subscribe", event);
    await().atMost(PATIENCE).until(() -> changes.get() == 1);
    server.event("/v1/channels/backup/subscribe", event);
    await().atMost(PATIENCE).until(() -> changes.get() == 2);
    listener.interrupt();
    listener.join();
  }

  @Test
  void whoMayNotSubscribeIsTold() {
    server.macaroon("00");
    assertThatThrownBy(() -> backups.subscribe(() -> {}))
        .isInstanceOfSatisfying(
            LndException.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.UNAUTHORIZED));
  }
}
