package vedette.watch.lnd;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import vedette.poll.Outcome;
import vedette.poll.Reading;
import vedette.poll.Trouble;
import vedette.poll.lnd.LndAnswer;
import vedette.poll.lnd.LndCall;
import vedette.poll.lnd.LndChannel;
import vedette.poll.lnd.WalletState;
import vedette.watch.service.Measured;
import vedette.watch.service.Services;
import vedette.watch.view.ServiceView;
import vedette.watch.view.State;

/// An LND whose answers a test tells, folded as in the daemon.
abstract class LndStory {
  static final String PEER = "02" + "d1".repeat(32);

  Instant now = Instant.parse("2026-11-26T12:00:00Z");
  OptionalLong bitcoinHeight = OptionalLong.empty();
  final Services services =
      new Services(
          () -> now,
          new Services.Nodes() {
            @Override
            public Optional<State> state(String key) {
              return Optional.of(State.OK);
            }

            @Override
            public OptionalLong height(String key) {
              return bitcoinHeight;
            }
          });

  LndStory() {
    services.put(new LndKind(), "lnd", "lnd", List.of("main"));
  }

  void said(LndCall call, Outcome outcome) {
    services.accept(new Reading("lnd", call.call().name(), now, Duration.ofMillis(5), outcome));
  }

  void answered(LndCall call, LndAnswer answer) {
    said(call, new Outcome.Answered(answer));
  }

  void failed(LndCall call, Trouble trouble, String words) {
    said(call, new Outcome.Failed(trouble, words));
  }

  void state(WalletState state) {
    answered(LndCall.STATE, new LndAnswer.State(state));
  }

  void info(long height, boolean synced) {
    answered(
        LndCall.GETINFO,
        new LndAnswer.NodeInfo(
            "0.21.2-beta commit=",
            Optional.of("attic"),
            PEER,
            Optional.of("mainnet"),
            height,
            "00",
            OptionalLong.of(1_795_700_000),
            synced,
            Optional.of(true),
            Optional.of(true),
            1,
            0,
            0,
            1));
  }

  void synced() {
    state(WalletState.SERVER_ACTIVE);
    info(1_000, true);
  }

  void passes(Duration time) {
    now = now.plus(time);
    services.tick();
  }

  ServiceView view() {
    return Objects.requireNonNull(services.views().get("lnd"));
  }

  LightningPage page() {
    return (LightningPage) services.page("lnd").orElseThrow().page().orElseThrow();
  }

  OptionalDouble measured(String name, String... labels) {
    return services.measured().stream()
        .filter(it -> it.measure().name().equals(name) && it.labels().equals(List.of(labels)))
        .mapToDouble(Measured::value)
        .findFirst();
  }

  static LndChannel channel(int number, boolean active, LndChannel.Htlc... htlcs) {
    return new LndChannel(
        "%064x:0".formatted(number),
        (long) number << 40 | 1L << 16,
        PEER,
        Optional.of("lantern-" + number),
        active,
        Optional.of(false),
        Optional.of(true),
        1_000_000L + number,
        400_000,
        599_000,
        OptionalLong.of(0),
        OptionalLong.of(300),
        OptionalLong.of(253),
        OptionalLong.of(10_000),
        OptionalLong.of(10_000),
        OptionalLong.of(0),
        OptionalLong.of(0),
        OptionalLong.of(3),
        OptionalLong.of(1_000),
        OptionalLong.of(900),
        Optional.of("ChanStatusDefault"),
        List.of(htlcs));
  }

  static LndChannel.Htlc htlc(long expiry, long index) {
    return new LndChannel.Htlc(
        true, 150_000, expiry, "aa", OptionalLong.of(index), Optional.of(true), false);
  }

  void channels(LndChannel... channels) {
    answered(LndCall.CHANNELS, new LndAnswer.Channels(List.of(channels), 0));
  }

  void expectState(State state, String word) {
    assertThat(view().state()).as(view().word()).isEqualTo(state);
    assertThat(view().word()).isEqualTo(word);
  }
}
