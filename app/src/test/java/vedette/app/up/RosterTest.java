package vedette.app.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.app.config.Config;
import vedette.app.config.ConfigException;
import vedette.app.config.ConfigSource;
import vedette.app.config.Loaded;
import vedette.app.services.Offer;
import vedette.poll.Poller;
import vedette.poll.Unaskable;
import vedette.poll.tor.Tor;
import vedette.watch.Happenings;
import vedette.watch.Watch;
import vedette.watch.service.ServiceKind;
import vedette.watch.tor.TorKind;

class RosterTest {
  private static final Offer.Offered ONE =
      new Offer.Offered(
          "my-tor",
          "my-tor",
          new Tor(new Tor.Where.Tcp("127.0.0.1", 1), Optional.empty()),
          List.of());

  @TempDir private Path folder;

  private Config config() throws IOException {
    Path file = Files.writeString(folder.resolve("vedette.yaml"), "discovery: false\n");
    return Loaded.from(
            new ConfigSource(
                Optional.of(file), Map.of("HOME", folder.toString()), Map.of(), folder))
        .config();
  }

  /// An offer whose answer the test changes.
  private record Changing(ServiceKind kind, Supplier<List<Offered>> now) implements Offer {
    @Override
    public List<Offered> offered(Config config, Seen seen) {
      return now.get();
    }
  }

  @Test
  void serviceThatCannotBeAskedSaysSoAndOneThatWasAskedGoesOn() throws Exception {
    List<Offer.Offered> offered = new ArrayList<>();
    Unaskable why = new Unaskable("status", "its secret is away. Do: put it back.");
    Offer offer = new Changing(new TorKind(), () -> List.copyOf(offered));
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Voice voice = new Voice(new PrintStream(said, true, StandardCharsets.UTF_8), false);
    Watch watch = new Watch(InstantSource.system(), Happenings.NONE);
    offered.add(ONE);
    offered.add(new Offer.Offered("other", "other", why, List.of()));
    try (Poller poller = Poller.start(reading -> watch.services().accept(reading))) {
      Roster roster = new Roster(config(), watch, poller, voice, List.of(offer));
      roster.look();
      await()
          .atMost(UpProcess.PATIENCE)
          .until(
              () -> String.valueOf(watch.services().views().get("other")).contains("put it back"));
      assertThat(String.valueOf(watch.services().views().get("other")))
          .contains("cannot be asked")
          .contains("WARN");
      assertThat(said.toString(StandardCharsets.UTF_8)).contains("service other: its secret is");

      offered.clear();
      offered.add(new Offer.Offered("my-tor", "my-tor", why, List.of()));
      offered.add(new Offer.Offered("other", "other", ONE.service(), List.of()));
      roster.configure(config());
      assertThat(roster.services())
          .containsEntry("my-tor", ONE.service())
          .containsEntry("other", ONE.service());
      assertThat(said.toString(StandardCharsets.UTF_8))
          .contains("service my-tor: its secret is away")
          .contains("service other: works again");
    }
  }

  @Test
  void readingTheSettingsAgainForgetsWhatIsNotOfferedButNotWhatCannotBeAskedFor() throws Exception {
    List<Supplier<List<Offer.Offered>>> answer = new ArrayList<>();
    answer.add(() -> List.of(ONE));
    Offer offer = new Changing(new TorKind(), () -> answer.getLast().get());
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Voice voice = new Voice(new PrintStream(said, true, StandardCharsets.UTF_8), false);
    Watch watch = new Watch(InstantSource.system(), Happenings.NONE);
    try (Poller poller = Poller.start(reading -> watch.services().accept(reading))) {
      Roster roster = new Roster(config(), watch, poller, voice, List.of(offer));
      roster.look();
      assertThat(watch.services().views()).containsKey("my-tor");

      answer.add(() -> {
        throw new ConfigException("secret: expected a file. Found: nothing. Do: put it back.");
      });
      roster.configure(config());
      assertThat(watch.services().views()).containsKey("my-tor");
      assertThat(roster.services()).containsKey("my-tor");
      assertThat(said.toString(StandardCharsets.UTF_8)).contains("Do: put it back.");

      answer.add(List::of);
      roster.configure(config());
      assertThat(watch.services().views()).doesNotContainKey("my-tor");
      assertThat(roster.services()).doesNotContainKey("my-tor");
    }
  }
}
