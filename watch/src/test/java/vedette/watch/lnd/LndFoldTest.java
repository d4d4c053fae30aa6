package vedette.watch.lnd;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import vedette.poll.Trouble;
import vedette.poll.lnd.LndCall;
import vedette.poll.lnd.WalletState;
import vedette.watch.view.State;

/// How an LND is.
class LndFoldTest extends LndStory {
  @Test
  void walletThatWasNeverMadeHasAWordOfItsOwn() {
    state(WalletState.NON_EXISTING);
    expectState(State.LOCKED, "no wallet");
    assertThat(view().detail()).contains("lncli create");
  }

  @Test
  void lockedWalletIsLockedAndNotDown() {
    state(WalletState.LOCKED);
    failed(LndCall.GETINFO, Trouble.ERROR, "not asked, because LND's state is LOCKED");
    expectState(State.LOCKED, "wallet locked");
    assertThat(view().detail()).contains("lncli unlock");
    assertThat(measured("vedette_lnd_wallet_locked")).hasValue(1);
    assertThat(measured("vedette_lnd_wallet_state", "locked")).hasValue(1);
    assertThat(measured("vedette_lnd_wallet_state", "server_active")).hasValue(0);
    assertThat(measured("vedette_lnd_channels_active")).as("unknown, not 0").isEmpty();
  }

  @Test
  void eachStepOfTheStartIsToldApart() {
    expectState(State.UNKNOWN, "not asked yet");
    state(WalletState.UNLOCKED);
    expectState(State.STARTING, "starting");
    state(WalletState.WAITING_TO_START);
    expectState(State.STARTING, "standing by");
    state(WalletState.RPC_ACTIVE);
    expectState(State.STARTING, "starting");
    info(10, false);
    expectState(State.SYNCING, "syncing");
    state(WalletState.SERVER_ACTIVE);
    bitcoinHeight = OptionalLong.of(1_500);
    info(900, false);
    expectState(State.SYNCING, "syncing");
    assertThat(view().detail()).isEqualTo("At block 900, 600 behind.");
    assertThat(measured("vedette_lnd_blocks_behind")).hasValue(600);
    info(1_500, true);
    expectState(State.OK, "synced");
  }

  @Test
  void macaroonThatIsRefusedIsUnauthorisedAlthoughTheStateIsTold() {
    synced();
    failed(LndCall.GETINFO, Trouble.UNAUTHORIZED, "macaroon x: LND does not accept it");
    expectState(State.BAD, "unauthorised");
    assertThat(view().detail()).isEqualTo("macaroon x: LND does not accept it");
    failed(LndCall.GETINFO, Trouble.FORBIDDEN, "not this one");
    expectState(State.BAD, "not allowed");
  }

  @Test
  void slowGetinfoIsNoOutageButOneThatLastsIs() {
    synced();
    passes(Duration.ofSeconds(30));
    state(WalletState.SERVER_ACTIVE);
    failed(LndCall.GETINFO, Trouble.TIMEOUT, "no answer within 20 s");
    expectState(State.OK, "synced");
    passes(Duration.ofSeconds(40));
    state(WalletState.SERVER_ACTIVE);
    failed(LndCall.GETINFO, Trouble.TIMEOUT, "no answer within 20 s");
    expectState(State.BAD, "hangs");
  }

  @Test
  void lndThatEndsIsGoneAndComesBack() {
    synced();
    expectState(State.OK, "synced");
    failed(LndCall.STATE, Trouble.UNREACHABLE, "127.0.0.1:8080: nobody accepts connections");
    expectState(State.GONE, "gone");
    passes(Duration.ofSeconds(5));
    synced();
    expectState(State.OK, "synced");
    assertThat(services.changes()).extracting(it -> it.text()).first().asString().contains("back");
  }

  @Test
  void lndThatHangsOrIsAStrangerIsTold() {
    synced();
    failed(LndCall.STATE, Trouble.TIMEOUT, "no answer within 20 s");
    expectState(State.BAD, "hangs");
    failed(LndCall.STATE, Trouble.UNTRUSTED, "its certificate is not the one in tls.cert");
    expectState(State.BAD, "not trusted");
    failed(LndCall.STATE, Trouble.UNAUTHORIZED, "tls-cert may not be read by this user");
    expectState(State.BAD, "unauthorised");
  }

  @Test
  void whatNobodyHeardOfIsStaleAndNotMeasuredAnyMore() {
    synced();
    channels(channel(1, true));
    assertThat(measured("vedette_lnd_channels_active")).hasValue(1);
    passes(Duration.ofMinutes(4));
    expectState(State.STALE, "stale");
    assertThat(measured("vedette_lnd_channels_active")).isEmpty();
    assertThat(measured("vedette_lnd_chain_synced")).isEmpty();
    assertThat(page().channels()).as("the page keeps them with their age").hasSize(1);
  }
}
