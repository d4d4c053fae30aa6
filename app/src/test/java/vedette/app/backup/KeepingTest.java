package vedette.app.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.app.cli.Arguments;
import vedette.app.cli.ExitCode;
import vedette.app.config.Config;
import vedette.app.config.ConfigSource;
import vedette.app.config.Loaded;
import vedette.app.services.Offer;
import vedette.backup.BackupException;
import vedette.backup.ChannelSource;
import vedette.poll.Call;
import vedette.poll.Outcome;
import vedette.poll.Service;
import vedette.poll.backup.BackupAnswer;
import vedette.poll.backup.BackupService;

class KeepingTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  private final Map<String, String> said = new ConcurrentHashMap<>();

  /// An LND as far as backups go.
  private static final class Node implements ChannelSource, Keeping.Listener {
    private final SortedSet<String> channels =
        new ConcurrentSkipListSet<>(List.of("a:0", "b:1", "c:0"));
    private final Semaphore changed = new Semaphore(0);
    private volatile boolean away;

    @Override
    public Exported export() {
      if (away) {
        throw new BackupException("LND: nobody accepts connections");
      }
      TreeSet<String> now = new TreeSet<>(channels);
      return new Exported(now, String.join(" ", now).getBytes(UTF_8));
    }

    @Override
    public SortedSet<String> verify(byte[] blob) {
      return new TreeSet<>(List.of(new String(blob, UTF_8).split(" ", -1)));
    }

    @Override
    public void listen(Runnable told) throws InterruptedException {
      if (away) {
        throw new BackupException("LND: nobody accepts connections");
      }
      while (true) {
        changed.acquire();
        told.run();
      }
    }

    void open(String channel) {
      channels.add(channel);
      changed.release();
    }
  }

  private Config config(String yaml) throws Exception {
    Path file = Files.writeString(folder.resolve("vedette.yaml"), yaml);
    return Loaded.from(
            new ConfigSource(
                Optional.of(file),
                Map.of("HOME", folder.toString(), "STATE_DIRECTORY", folder + "/state"),
                Map.of(),
                folder))
        .config();
  }

  private String nas() {
    return """
    backup:
      interval: 1 d
      targets:
        - {name: stuck, kind: command, command: [sleep, '1000']}
        - {name: nas, kind: directory, path: %s}
    """
        .formatted(folder.resolve("nas"));
  }

  private BackupAnswer answer(Keeping keeping, Config config) throws Exception {
    List<Offer.Offered> offered = keeping.offered(config, Offer.Seen.of());
    assertThat(offered).hasSize(1);
    Service service = offered.getFirst().service();
    Call status = service.calls().getFirst();
    assertThat(status.name()).isEqualTo(BackupService.STATUS);
    try (var session = service.open()) {
      Outcome outcome = session.ask(status);
      assertThat(outcome).isInstanceOf(Outcome.Answered.class);
      return (BackupAnswer) ((Outcome.Answered) outcome).answer();
    }
  }

  @Test
  void aChangeIsInSafetyAtOnceThoughAnotherTargetHangs() throws Exception {
    Config config = config(nas());
    Node node = new Node();
    try (Keeping keeping = new Keeping(config, said::put)) {
      assertThat(keeping.offered(config, Offer.Seen.of())).as("nothing to back up yet").isEmpty();
      assertThat(folder.resolve("state/backup")).doesNotExist();
      keeping.care(Map.of("main", new Keeping.Lnd("same", node, node)));
      for (int channels = 3; channels < 6; channels++) {
        int expected = channels;
        if (channels > 3) {
          node.open("d:" + channels);
        }
        await()
            .atMost(PATIENCE)
            .ignoreExceptions()
            .untilAsserted(() ->
                assertThat(answer(keeping, config).streams())
                    .singleElement()
                    .satisfies(it -> assertThat(it.current()).isTrue())
                    .satisfies(it -> assertThat(it.kept()).hasValue(expected)));
      }
      assertThat(answer(keeping, config).places())
          .anySatisfy(it -> {
            assertThat(it.name()).isEqualTo("nas");
            assertThat(it.provenAt()).isPresent();
          });
    }
  }

  @Test
  void anLndThatIsAwayIsToldAndBackedUpWhenItIsBack() throws Exception {
    Config config = config("backup: {interval: 1 d}\n");
    Node node = new Node();
    node.away = true;
    try (Keeping keeping = new Keeping(config, said::put)) {
      keeping.care(Map.of("main", new Keeping.Lnd("same", node, node)));
      await()
          .atMost(PATIENCE)
          .until(() -> said.getOrDefault("backup of main", "").contains("nobody accepts"));
      node.away = false;
      await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .until(() -> answer(keeping, config).streams().getFirst().current());
      // That all is well is told once the turn is over.
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(said.get("backup of main")).isEmpty());
    }
  }

  @Test
  void anLndThatIsGoneFromTheSettingsIsNotAskedAnyMore() throws Exception {
    Config config = config("backup: {interval: 1 d}\n");
    Node node = new Node();
    try (Keeping keeping = new Keeping(config, said::put)) {
      keeping.care(Map.of("main", new Keeping.Lnd("same", node, node)));
      assertThat(keeping.offered(config, Offer.Seen.of())).hasSize(1);
      keeping.care(Map.of());
      assertThat(keeping.offered(config, Offer.Seen.of())).isEmpty();
    }
  }

  private int run(StringBuilder text, String... words) throws Exception {
    BackupCommand command = new BackupCommand();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PrintStream print = new PrintStream(out, true, UTF_8)) {
      List<String> all = new java.util.ArrayList<>(List.of(words));
      all.addAll(List.of("--config", folder.resolve("vedette.yaml").toString()));
      return command.run(Arguments.parse(command.options(), all), print, print);
    } finally {
      text.append(out.toString(UTF_8));
    }
  }

  @Test
  void byHandItIsMadeListedProvenAndFetched() throws Exception {
    Path conf = Files.writeString(folder.resolve("a.conf"), "server=1\n");
    Config _ =
        config(
            """
            directory: %s
            backup:
              channels: false
              sets: [{name: conf, paths: [%s]}]
              targets: [{name: nas, kind: directory, path: %s}]
            """
                .formatted(folder.resolve("state"), conf, folder.resolve("nas")));
    StringBuilder text = new StringBuilder();
    assertThat(run(text, "run")).isEqualTo(ExitCode.OK);
    assertThat(text).contains("files conf: recorded").contains("to nas: 1 put there and read back");
    text.setLength(0);
    assertThat(run(text, "list")).isEqualTo(ExitCode.OK);
    assertThat(text).contains("-1files.zip").contains("nas").contains("proven 20");
    assertThat(run(text, "verify")).isEqualTo(ExitCode.OK);
    text.setLength(0);
    assertThat(run(text, "list", "--from", "nas")).isEqualTo(ExitCode.OK);
    String name = text.toString().strip();
    Path fetched = folder.resolve("fetched.zip");
    assertThat(run(text, "export", name, "--from", "nas", "--output", fetched.toString()))
        .isEqualTo(ExitCode.OK);
    assertThat(Files.readAllBytes(fetched)).startsWith('P', 'K');
    Files.write(folder.resolve("nas").resolve(name), new byte[] {1});
    text.setLength(0);
    assertThat(run(text, "verify")).isEqualTo(ExitCode.RETRY);
    assertThat(text).contains("1 missing or different");
    assertThat(run(text, "verify")).as("it was mended").isEqualTo(ExitCode.OK);
    assertThat(run(text, "export", "latest", "--from", "nas")).isEqualTo(ExitCode.RETRY);
    assertThat(text).contains("expected a backup of channels. Found: none");
  }
}
