package vedette.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.backup.BackupOptions.Elsewhere;
import vedette.backup.layer.Layer;
import vedette.backup.target.Target;
import vedette.poll.Secret;
import vedette.poll.backup.BackupAnswer;

class BackupsTest {
  private static final String SCB = "scb/main";

  @TempDir Path folder;

  private final Clock clock = new Clock();
  private final Wallet lnd = new Wallet(3);
  private Path nas;
  private Backups backups;

  @BeforeEach
  void open() {
    nas = folder.resolve("nas");
    backups = reopened();
  }

  private Backups reopened() {
    return Backups.open(options(new Retention(30, 90), plain()), clock);
  }

  private Elsewhere plain() {
    return new Elsewhere("nas", "directory", new Target.Folder(nas), Optional.empty(), true);
  }

  private BackupOptions options(Retention retention, Elsewhere... places) {
    return new BackupOptions(folder.resolve("own"), List.of(places), retention, Duration.ofDays(1));
  }

  private BackupAnswer.Stream scb() {
    return backups.report().streams().getFirst();
  }

  private BackupAnswer.Place place(String name) {
    return backups.report().places().stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private Path only(Path root) throws Exception {
    try (Stream<Path> files = Files.walk(root.resolve(SCB))) {
      return files.filter(Files::isRegularFile).reduce((_, last) -> last).orElseThrow();
    }
  }

  @Test
  void theSameChannelsAreRecordedOnceThoughTheirBytesDiffer() throws Exception {
    assertThat(backups.channels("main", lnd, false)).isTrue();
    clock.pass(Duration.ofMinutes(10));
    assertThat(backups.channels("main", lnd, false)).isFalse();
    assertThat(backups.versions()).hasSize(1);
    lnd.open(1);
    assertThat(backups.channels("main", lnd, false)).isTrue();
    assertThat(backups.versions().getFirst().items()).isEqualTo(4);
  }

  @Test
  void itIsCurrentOnlyWhenItLiesElsewhereAndWasReadBack() throws Exception {
    backups.channels("main", lnd, false);
    assertThat(scb().current()).isFalse();
    assertThat(scb().behindSince()).hasValue(clock.millis());
    assertThat(backups.spread("nas")).isEqualTo(1);
    assertThat(scb().current()).isTrue();
    assertThat(scb().verifiedAt()).hasValue(clock.millis());
    assertThat(place("nas").provenAt()).hasValue(clock.millis());
    lnd.open(1);
    backups.channels("main", lnd, false);
    assertThat(scb().current()).isFalse();
    assertThat(place("nas").missing()).isEqualTo(1);
  }

  @Test
  void namesTellNothingOfWhoseTheyAre() throws Exception {
    backups.channels("main", lnd, false);
    assertThat(backups.namesIn("local"))
        .containsExactly("scb/main/20261126T140000Z-3channels.backup");
  }

  @Test
  void anEmptyExportAfterAFullOneIsHeldAndTouchesNothing() throws Exception {
    backups.channels("main", lnd, false);
    backups.spread("nas");
    lnd.channels.clear();
    clock.pass(Duration.ofMinutes(1));
    assertThatThrownBy(() -> backups.channels("main", lnd, false))
        .hasMessageContaining("it has no channels, the newest backup has 3")
        .hasMessageContaining("--accept-empty");
    assertThat(scb().heldSince()).hasValue(clock.millis());
    assertThat(scb().current()).isFalse();
    assertThat(scb().failures()).isEqualTo(1);
    assertThat(backups.versions()).hasSize(1);
    assertThat(lnd.verify(backups.export(backups.versions().getFirst().name(), "nas"))).hasSize(3);
    backups = reopened();
    assertThat(scb().heldSince()).as("a restart does not forget it").isPresent();
  }

  @Test
  void whatIsHeldGoesOnWhenChannelsAreBackOrTheOwnerSaysSo() throws Exception {
    backups.channels("main", lnd, false);
    lnd.channels.clear();
    assertThatThrownBy(() -> backups.channels("main", lnd, false)).isNotNull();
    lnd.open(3);
    backups.channels("main", lnd, false);
    assertThat(scb().heldSince()).isEmpty();
    lnd.channels.clear();
    assertThat(backups.channels("main", lnd, true)).isTrue();
    assertThat(scb().kept()).isEqualTo(OptionalInt.of(0));
    assertThat(backups.channels("main", lnd, false)).as("and it is not held again").isFalse();
    assertThat(backups.versions()).as("the full one stays").hasSize(2);
  }

  @Test
  void whatLndCannotReadIsNotRecorded() throws Exception {
    backups.channels("main", lnd, false);
    lnd.open(1);
    lnd.emptyBlob = true;
    assertThatThrownBy(() -> backups.channels("main", lnd, false))
        .hasMessageContaining("expected a backup of 4 channels. Found: nothing in it");
    ChannelSource liar =
        new ChannelSource() {
          @Override
          public Exported export() {
            return new Exported(lnd.channels, new byte[] {1, 2, 3});
          }

          @Override
          public java.util.SortedSet<String> verify(byte[] blob) {
            return new java.util.TreeSet<>();
          }
        };
    assertThatThrownBy(() -> backups.channels("main", liar, false))
        .hasMessageContaining("LND exported 4 channels and finds 0 in its backup");
    assertThat(backups.versions()).hasSize(1);
    assertThat(scb().trouble()).contains("Nothing was recorded");
  }

  @Test
  void anLndThatIsAwayChangesNothingAndIsTold() throws Exception {
    backups.channels("main", lnd, false);
    backups.spread("nas");
    lnd.away = true;
    assertThatThrownBy(() -> backups.channels("main", lnd, false)).isNotNull();
    assertThat(scb().trouble()).contains("nobody accepts connections");
    assertThat(scb().current()).as("what was last known is still in safety").isTrue();
  }

  @Test
  void aTargetThatWasAwayForADayGetsEverythingItMissed() throws Exception {
    backups.channels("main", lnd, false);
    backups.spread("nas");
    Path away = folder.resolve("away");
    Files.move(nas, away);
    Files.createDirectory(nas);
    for (int hour = 0; hour < 24; hour++) {
      clock.pass(Duration.ofHours(1));
      lnd.open(1);
      backups.channels("main", lnd, false);
      assertThatThrownBy(() -> backups.spread("nas"))
          .hasMessageContaining("Do: look whether it is mounted");
    }
    assertThat(place("nas").missing()).isEqualTo(24);
    assertThat(place("nas").failures()).isEqualTo(24);
    assertThat(place("nas").troubleSince())
        .hasValue(clock.millis() - Duration.ofHours(23).toMillis());
    assertThat(scb().current()).isFalse();
    assertThat(nas).as("nothing was put into the empty mount point").isEmptyDirectory();
    Files.delete(nas);
    Files.move(away, nas);
    assertThat(backups.spread("nas")).isEqualTo(24);
    assertThat(scb().current()).isTrue();
    assertThat(place("nas").trouble()).isEmpty();
  }

  @Test
  void aDamagedCopyIsFoundToldAndMended() throws Exception {
    backups.channels("main", lnd, false);
    backups.spread("nas");
    Files.write(only(nas), new byte[] {1});
    clock.pass(Duration.ofDays(2));
    assertThat(backups.prove("nas", false)).isEqualTo(1);
    assertThat(backups.report().damages())
        .singleElement()
        .satisfies(it -> assertThat(it.what()).isEqualTo("different"))
        .satisfies(it -> assertThat(it.healed()).isTrue());
    assertThat(lnd.verify(Files.readAllBytes(only(nas)))).hasSize(3);
    assertThat(backups.prove("nas", false)).isZero();
  }

  @Test
  void aDamagedOrMissingCopyInTheOwnFolderIsFetchedFromElsewhere() throws Exception {
    backups.channels("main", lnd, false);
    backups.spread("nas");
    Files.delete(only(folder.resolve("own")));
    assertThat(backups.prove("local", true)).isEqualTo(1);
    assertThat(backups.report().damages().getFirst().what()).isEqualTo("missing");
    assertThat(lnd.verify(Files.readAllBytes(only(folder.resolve("own"))))).hasSize(3);
  }

  @Test
  void whenTheOnlyCopyIsDamagedANewOneIsMade() throws Exception {
    backups.channels("main", lnd, false);
    Files.write(only(folder.resolve("own")), new byte[] {1});
    assertThat(backups.prove("local", true)).isEqualTo(1);
    assertThat(place("local").trouble()).contains("has no good copy");
    clock.pass(Duration.ofMinutes(1));
    assertThat(backups.channels("main", lnd, false)).isTrue();
    assertThat(backups.spread("nas")).isEqualTo(1);
    assertThat(scb().current()).isTrue();
  }

  @Test
  void theNewestAndOneOfEachDayAreKeptEverywhere() throws Exception {
    backups = Backups.open(options(new Retention(3, 5), plain()), clock);
    for (int i = 0; i < 40; i++) {
      lnd.open(1);
      backups.channels("main", lnd, false);
      backups.spread("nas");
      clock.pass(Duration.ofHours(6));
    }
    List<String> kept = backups.versions().stream().map(Version::name).toList();
    assertThat(kept).as("3 of the last two days, one of each of the 4 before").hasSize(3 + 4);
    assertThat(backups.namesIn("nas")).containsExactlyInAnyOrderElementsOf(kept);
    assertThat(backups.namesIn("local")).containsExactlyInAnyOrderElementsOf(kept);
  }

  @Test
  void nothingGoesWhereTheNewestIsNot() throws Exception {
    backups = Backups.open(options(new Retention(2, 0), plain()), clock);
    backups.channels("main", lnd, false);
    backups.spread("nas");
    Path away = folder.resolve("away");
    Files.move(nas, away);
    for (int i = 0; i < 5; i++) {
      clock.pass(Duration.ofMinutes(1));
      lnd.open(1);
      backups.channels("main", lnd, false);
      assertThatThrownBy(() -> backups.spread("nas")).isNotNull();
    }
    assertThat(lnd.verify(Files.readAllBytes(only(away)))).hasSize(3);
    assertThat(backups.versions()).as("known as long as a copy is anywhere").hasSize(3);
  }

  @Test
  void aLostListIsMadeAnewOfWhatIsThereAndLndReadsIt() throws Exception {
    backups.channels("main", lnd, false);
    String name = backups.versions().getFirst().name();
    Files.writeString(folder.resolve("own/manifest.json"), "{\"format\":1,");
    backups = reopened();
    assertThat(Files.exists(folder.resolve("own/manifest.json.damaged"))).isTrue();
    assertThat(backups.versions())
        .singleElement()
        .satisfies(it -> assertThat(it.counts()).isFalse());
    assertThat(backups.spread("nas")).as("it does not travel unread").isZero();
    backups.channels("main", lnd, false);
    assertThat(backups.versions())
        .singleElement()
        .satisfies(it -> assertThat(it.name()).isEqualTo(name))
        .satisfies(it -> assertThat(it.counts()).isTrue());
  }

  @Test
  void aClockSetBackDoesNotMakeTheNewestLookOld() throws Exception {
    backups.channels("main", lnd, false);
    clock.pass(Duration.ofDays(-400));
    lnd.open(1);
    backups.channels("main", lnd, false);
    assertThat(backups.versions().getFirst().items()).isEqualTo(4);
  }

  @Test
  void verifyingAgainMovesTheTimeAndNoticesAnotherWallet() throws Exception {
    backups.channels("main", lnd, false);
    backups.spread("nas");
    clock.pass(Duration.ofDays(3));
    backups.verify("main", lnd, "nas");
    assertThat(scb().verifiedAt()).hasValue(clock.millis());
    lnd.key = 99;
    assertThatThrownBy(() -> backups.verify("main", lnd, "nas"))
        .hasMessageContaining("does not find the channels in it that it had");
    assertThat(scb().trouble()).isNotEmpty();
  }

  @Test
  void theSecondLayerHidesFilesAndLeavesChannelBackupsToTheSeed() throws Exception {
    Layer layer = new Layer.Passphrase(() -> Secret.of("correct horse"));
    Elsewhere sealed =
        new Elsewhere("nas", "directory", new Target.Folder(nas), Optional.of(layer), true);
    backups = Backups.open(options(new Retention(3, 3), sealed), clock);
    Path conf = Files.writeString(folder.resolve("bitcoin.conf"), "rpcauth=op:very-private");
    backups.channels("main", lnd, false);
    backups.files(new FileSet("conf", List.of(conf)));
    assertThat(backups.spread("nas")).isEqualTo(2);
    assertThat(lnd.verify(Files.readAllBytes(only(nas)))).hasSize(3);
    String name = backups.namesIn("nas").first();
    assertThat(name).startsWith("files/conf/").endsWith("1files.zip.sealed");
    assertThat(
            new String(
                Files.readAllBytes(nas.resolve(name)),
                java.nio.charset.StandardCharsets.ISO_8859_1))
        .startsWith("VEDBK01\n")
        .doesNotContain("bitcoin.conf");
    assertThat(backups.prove("nas", true)).isZero();
    byte[] zip = backups.export(name, "nas");
    assertThat(zip).startsWith('P', 'K');
    assertThat(backups.export(Names.plain(name), "local")).isEqualTo(zip);
  }

  @Test
  void filesAreKeptWhenTheyChangeAndWhatMustNotBeCopiedIsRefused() throws Exception {
    Path conf = Files.createDirectories(folder.resolve("conf"));
    Files.writeString(conf.resolve("a.conf"), "one");
    FileSet set = new FileSet("conf", List.of(conf));
    assertThat(backups.files(set)).isTrue();
    Files.setLastModifiedTime(
        conf.resolve("a.conf"), java.nio.file.attribute.FileTime.fromMillis(1_000_000));
    assertThat(backups.files(set)).isFalse();
    Files.writeString(conf.resolve("a.conf"), "two");
    assertThat(backups.files(set)).isTrue();
    Files.writeString(conf.resolve("channel.db"), "x");
    assertThatThrownBy(() -> backups.files(set)).hasMessageContaining("must not be copied");
    Files.delete(conf.resolve("channel.db"));
    Files.writeString(conf.resolve("wallet.txt"), "wpkh(xprv9s21" + "A".repeat(104) + "/0/*)");
    assertThatThrownBy(() -> backups.files(set))
        .hasMessageContaining("holds an extended private key")
        .hasMessageNotContaining("xprv9s21");
    assertThat(backups.versions()).hasSize(2);
  }

  @Test
  void twoProgramsAtOnceRecordAChangeOnce() throws Exception {
    List<Backups> both = List.of(backups, reopened());
    List<Thread> threads =
        both.stream()
            .map(it ->
                Thread.ofVirtual()
                    .start(() -> {
                      try {
                        it.channels("main", lnd, false);
                      } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                      }
                    }))
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(backups.versions()).hasSize(1);
  }
}
