package vedette.watch.lnd;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vedette.poll.lnd.LndAnswer;
import vedette.poll.lnd.LndCall;
import vedette.poll.lnd.LndChannel;
import vedette.poll.lnd.PendingChannel;
import vedette.poll.lnd.WalletState;
import vedette.watch.service.Measured;
import vedette.watch.view.State;

/// What is in its channels, and what is measured of them.
class LndChannelsTest extends LndStory {
  @Test
  void channelRemembersSinceWhenItsPeerIsAway() {
    synced();
    channels(channel(1, true), channel(2, true));
    assertThat(page().channels()).allMatch(it -> !it.sinceSeen());
    passes(Duration.ofMinutes(1));
    long left = now.toEpochMilli();
    channels(channel(1, false), channel(2, true));
    passes(Duration.ofMinutes(1));
    synced();
    channels(channel(1, false), channel(2, true));
    LightningPage.Channel offline = page().channels().getFirst();
    assertThat(offline.name()).as("the largest need first").isEqualTo("lantern-1");
    assertThat(offline.since()).isEqualTo(left);
    assertThat(offline.sinceSeen()).isTrue();
    assertThat(measured("vedette_lnd_channels_inactive")).hasValue(1);
    assertThat(measured("vedette_lnd_channels_inactive_longest_seconds")).hasValue(60);
    assertThat(measured("vedette_lnd_channel_active", "1x1x0", PEER)).hasValue(0);
    passes(Duration.ofMinutes(1));
    channels(channel(1, true), channel(2, true));
    assertThat(page().changes())
        .extracting(LightningPage.Change::text)
        .containsExactly("lantern-1 came back after 2 min.", "The peer of lantern-1 went offline.");
  }

  @Test
  void paymentInFlightTellsItsBlocksAndWhenItWasSeenFirst() {
    synced();
    channels(channel(1, true, htlc(1_090, 0)));
    passes(Duration.ofSeconds(30));
    channels(channel(1, true, htlc(1_090, 0), htlc(1_050, 1)));
    LightningPage.InFlight first = page().inFlight().getFirst();
    assertThat(first.blocks()).hasValue(50);
    assertThat(first.closeInBlocks()).as("LND goes on-chain before").hasValue(34);
    assertThat(first.firstSeen()).isEqualTo(now.toEpochMilli());
    assertThat(measured("vedette_lnd_htlcs_pending")).hasValue(2);
    assertThat(measured("vedette_lnd_htlc_expiry_blocks")).hasValue(50);
    assertThat(measured("vedette_lnd_htlc_oldest_seconds")).hasValue(30);
    expectState(State.OK, "synced");
    info(1_040, true);
    assertThat(measured("vedette_lnd_htlc_expiry_blocks")).hasValue(10);
    expectState(State.OK, "synced");
    passes(Duration.ofSeconds(61));
    state(WalletState.SERVER_ACTIVE);
    expectState(State.WARN, "payment expires soon");
    assertThat(view().detail()).contains("lantern-1", "blocks left: 10");
    channels(channel(1, true));
    expectState(State.OK, "synced");
    assertThat(measured("vedette_lnd_htlc_expiry_blocks")).as("there is none").isEmpty();
  }

  @Test
  void forcedCloseIsSeenFromItsFirstTransactionToItsEnd() {
    synced();
    channels(channel(1, true));
    pending(List.of(), List.of());
    PendingChannel.Base base =
        new PendingChannel.Base("%064x:0".formatted(1), PEER, 1_000_000, 400_000, 599_000);
    passes(Duration.ofSeconds(1));
    channels();
    pending(
        List.of(
            new PendingChannel.WaitingClose(
                base,
                Optional.of("aa"),
                400_000,
                Optional.of("ChanStatusBorked|ChanStatusCommitBroadcasted"),
                OptionalLong.empty())),
        List.of());
    LightningPage.Closing closing = page().closing().getFirst();
    assertThat(closing.forced()).isTrue();
    assertThat(closing.limbo()).isEqualTo(400_000);
    assertThat(measured("vedette_lnd_channels_waiting_close")).hasValue(1);
    assertThat(measured("vedette_lnd_channels_force_closing")).as("by force already").hasValue(1);
    long seen = now.toEpochMilli();
    passes(Duration.ofMinutes(10));
    synced();
    pending(
        List.of(),
        List.of(
            new PendingChannel.ForceClosing(
                base,
                Optional.of("aa"),
                400_000,
                OptionalLong.of(0),
                OptionalLong.of(1_480),
                OptionalLong.of(480),
                1,
                Optional.of("LIMBO"))));
    assertThat(page().closing().getFirst().firstSeen()).isEqualTo(seen);
    assertThat(measured("vedette_lnd_channels_force_closing")).hasValue(1);
    assertThat(measured("vedette_lnd_channels_limbo_balance_sat")).hasValue(400_000);
    assertThat(page().changes())
        .extracting(LightningPage.Change::kind)
        .containsExactly("closing", "gone");
    answered(LndCall.CLOSED, new LndAnswer.Closed(Map.of("LOCAL_FORCE_CLOSE", 2), List.of()));
    assertThat(measured("vedette_lnd_force_closed_channels_total")).hasValue(2);
    assertThat(measured("vedette_lnd_closed_channels_total", "local_force_close")).hasValue(2);
  }

  private void pending(
      List<PendingChannel.WaitingClose> waiting, List<PendingChannel.ForceClosing> forced) {
    answered(LndCall.PENDING, new LndAnswer.Pending(400_000, List.of(), forced, waiting));
  }

  @Test
  void onlyTheLargestChannelsHaveSeriesOfTheirOwn() {
    synced();
    List<LndChannel> many =
        IntStream.rangeClosed(1, 600).mapToObj(number -> channel(number, true)).toList();
    channels(many.toArray(LndChannel[]::new));
    assertThat(services.measured())
        .filteredOn(it -> it.measure().name().equals("vedette_lnd_channel_capacity_sat"))
        .hasSize(64)
        .extracting(Measured::value)
        .contains(1_000_600.0)
        .doesNotContain(1_000_001.0);
    assertThat(measured("vedette_lnd_channels_unlisted")).hasValue(536);
    assertThat(page().channels()).hasSize(500);
    assertThat(page().moreChannels()).isEqualTo(100);
    assertThat(services.tallies().getFirst().dropped()).isZero();
  }

  @Test
  void namesThatPeersGiveThemselvesAreTamed() {
    synced();
    LndChannel plain = channel(1, true);
    channels(
        new LndChannel(
            plain.point(),
            plain.id(),
            PEER,
            Optional.of("\u202eevil\n" + "x".repeat(500)),
            true,
            plain.isPrivate(),
            plain.initiator(),
            plain.capacity(),
            plain.local(),
            plain.remote(),
            plain.unsettled(),
            plain.commitFee(),
            plain.feePerKw(),
            plain.localReserve(),
            plain.remoteReserve(),
            plain.sent(),
            plain.received(),
            plain.updates(),
            plain.lifetimeSeconds(),
            plain.uptimeSeconds(),
            plain.flags(),
            List.of()));
    assertThat(page().channels().getFirst().name()).startsWith("evil x").hasSizeLessThan(33);
  }

  @Test
  void moneyOnBothSidesIsMeasuredAndCanBeSentWithoutTheReserve() {
    synced();
    channels(channel(1, true));
    answered(
        LndCall.CHANNEL_BALANCE,
        new LndAnswer.ChannelBalance(
            400_000,
            599_000,
            OptionalLong.of(1),
            OptionalLong.of(2),
            OptionalLong.of(3),
            OptionalLong.of(4)));
    answered(
        LndCall.WALLET_BALANCE,
        new LndAnswer.WalletBalance(9, 8, 1, OptionalLong.of(0), OptionalLong.empty()));
    assertThat(measured("vedette_lnd_channels_local_balance_sat")).hasValue(400_000);
    assertThat(measured("vedette_lnd_channels_bandwidth_outgoing_sat", "1x1x0", PEER))
        .hasValue(390_000);
    assertThat(measured("vedette_lnd_wallet_balance_confirmed_sat")).hasValue(8);
    assertThat(measured("vedette_lnd_wallet_anchor_reserve_sat")).as("not told").isEmpty();
    assertThat(view().figures().getFirst().text()).contains("1 of 1");
  }

  @Test
  void forwardsAreCountedOnlyWhenAllAreRead() {
    synced();
    LndAnswer.Forwards.Day today =
        new LndAnswer.Forwards.Day(LocalDate.parse("2026-11-26"), 3, 9_000, 1_500);
    answered(LndCall.FORWARDS, new LndAnswer.Forwards(List.of(today), false));
    assertThat(measured("vedette_lnd_forwards_today")).isEmpty();
    answered(LndCall.FORWARDS, new LndAnswer.Forwards(List.of(today), true));
    assertThat(measured("vedette_lnd_forwards_today")).hasValue(3);
    assertThat(measured("vedette_lnd_forwards_30d_fees_sat")).hasValue(1.5);
    assertThat(page().forwards().getFirst().date()).isEqualTo("2026-11-26");
  }

  @Test
  void towerPeersAndCertificateAreMeasured() {
    synced();
    answered(LndCall.TOWER, new LndAnswer.Tower(10, 2, 1, 1, 0));
    answered(LndCall.CERTIFICATE, new LndAnswer.Certificate(now, now.plus(Duration.ofDays(10))));
    List<LndAnswer.Peer> peers = new ArrayList<>();
    peers.add(
        new LndAnswer.Peer(
            PEER,
            "192.0.2.1:9735",
            true,
            OptionalLong.of(41_000),
            OptionalLong.of(1),
            OptionalLong.of(2),
            OptionalLong.of(0),
            OptionalLong.of(0),
            OptionalLong.of(7),
            Optional.of(now),
            Optional.empty()));
    answered(LndCall.PEERS, new LndAnswer.Peers(peers, 0));
    assertThat(measured("vedette_lnd_wt_client_num_pending_backups")).hasValue(2);
    assertThat(measured("vedette_lnd_certificate_expiry_timestamp_seconds"))
        .hasValue((double) now.plus(Duration.ofDays(10)).getEpochSecond());
    assertThat(measured("vedette_lnd_peer_flaps_total", PEER)).hasValue(7);
    assertThat(page().peers().getFirst().pingMs()).hasValue(41);
    assertThat(page().node().orElseThrow().version()).isEqualTo("0.21.2-beta");
  }
}
