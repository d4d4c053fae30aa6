package vedette.poll.truebit.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vedette.poll.Answer;
import vedette.poll.Outcome;
import vedette.poll.Trouble;

class ChainReaderTest {
  private static final long BLOCK_AT = 1_763_992_549;
  private static final String OWN = "0xABCDEF0000000000000000000000000000000001";
  private static final String TOKEN_WORD = ChainReader.TOKEN.substring(2);

  private record Told(Staking staking) implements Answer {}

  private record Listed(Registry registry) implements Answer {}

  private FakeChain ethereum;
  private FakeChain avalanche;

  @BeforeEach
  void start() throws Exception {
    ethereum =
        new FakeChain(1, BLOCK_AT)
            .returns(Abi.TOTAL_STAKED, hex("4500000000000000000000000"))
            .returns(Abi.TOKEN, TOKEN_WORD)
            .returns(Abi.DECIMALS, "12")
            .returns(Abi.GET_STAKE, hex("12345678901234567890"), Long.toHexString(1_800_000_000L))
            .returns(Abi.BALANCE_OF, "1")
            .returns(Abi.TOTAL_SUPPLY, hex("1000000000000000000000000000"));
    avalanche =
        new FakeChain(43_114, BLOCK_AT)
            .returns(Abi.NODE_COUNT, "32")
            .returns(Abi.IS_REGISTERED, "1");
  }

  @AfterEach
  void stop() throws Exception {
    ethereum.close();
    avalanche.close();
  }

  private static String hex(String decimal) {
    return new java.math.BigInteger(decimal).toString(16);
  }

  private static ChainReader reader(Optional<Endpoint> ethereum, Optional<Endpoint> avalanche) {
    return new ChainReader(
        new ChainSource(ethereum, avalanche, Optional.of(OWN), Duration.ofMinutes(10)),
        Told::new,
        Listed::new);
  }

  private Outcome asked() throws InterruptedException {
    return reader(Optional.of(ethereum.endpoint()), Optional.empty()).staking(Optional.empty());
  }

  private Staking staking() throws InterruptedException {
    return ((Told) ((Outcome.Answered) asked()).answer()).staking();
  }

  private Registry registry() throws InterruptedException {
    Outcome outcome =
        reader(Optional.empty(), Optional.of(avalanche.endpoint())).registry(Optional.empty());
    return ((Listed) ((Outcome.Answered) outcome).answer()).registry();
  }

  private static Outcome.Failed failed(Outcome outcome) {
    return (Outcome.Failed) outcome;
  }

  @Test
  void stakeAndBalanceAreExactAndOfOneBlock() throws Exception {
    Staking told = staking();
    assertThat(told.blockAt()).isEqualTo(Instant.ofEpochSecond(BLOCK_AT));
    assertThat(told.stake().orElseThrow().toPlainString()).isEqualTo("12.345678901234567890");
    assertThat(told.totalStaked().orElseThrow()).isEqualByComparingTo("4500000");
    assertThat(told.balance().orElseThrow().toPlainString()).isEqualTo("0.000000000000000001");
    assertThat(told.supply().orElseThrow()).isEqualByComparingTo("1000000000");
    // At each of two addresses.
    assertThat(told.burned().orElseThrow().toPlainString()).isEqualTo("0.000000000000000002");
    assertThat(told.unknown()).isEmpty();
    assertThat(ethereum.asked).hasSize(1);
    assertThat(ethereum.asked.getFirst())
        .startsWith("POST /v3/a-key HTTP/1.1 [")
        .contains(OWN.substring(2).toLowerCase(Locale.ROOT));
  }

  /// B15: the unlock time, in seconds, was multiplied by 1000 twice.
  @Test
  void b15TheUnlockTimeIsInSecondsExactlyOnce() throws Exception {
    assertThat(staking().unlockAt()).contains(Instant.parse("2027-01-15T08:00:00Z"));
    ethereum.returns(Abi.GET_STAKE, "5", "0");
    assertThat(staking().unlockAt()).isEmpty();
    ethereum.returns(Abi.GET_STAKE, "5", "f".repeat(64));
    Staking odd = staking();
    assertThat(odd.unlockAt()).isEmpty();
    assertThat(odd.unknown()).containsKey("unlock time");
  }

  @Test
  void registrationIsYesNoOrUnknown() throws Exception {
    assertThat(registry().registered()).contains(true);
    assertThat(registry().nodes()).isEqualTo(OptionalLong.of(50));
    avalanche.returns(Abi.IS_REGISTERED, "0");
    assertThat(registry().registered()).contains(false);
    avalanche.returns(Abi.IS_REGISTERED, "2");
    assertThat(registry().registered()).isEmpty();
    avalanche.returns(Abi.NODE_COUNT, "f".repeat(64));
    assertThat(registry().nodes()).isEmpty();
  }

  /// B14: figures were made up where nothing was known.
  @Test
  void b14WhatIsRevertedMissingOrOddIsUnknownAndTheRestStands() throws Exception {
    ethereum.error(Abi.GET_STAKE.selector(), 3, "execution reverted\\u001b[31m");
    Staking told = staking();
    assertThat(told.stake()).isEmpty();
    assertThat(told.unknown().get("stake")).isEqualTo("error 3: execution reverted [31m");
    assertThat(told.totalStaked()).isPresent();
    for (String result : new String[] {"\"0x\"", "\"0x00\"", "7", "null", "{}", "\"0xzz\""}) {
      ethereum.result(Abi.TOTAL_STAKED.selector(), result);
      assertThat(staking().totalStaked()).as(result).isEmpty();
      assertThat(staking().unknown()).containsKey("total staked");
    }
    ethereum.returns(Abi.DECIMALS, "ff");
    assertThat(staking().balance()).isEmpty();
    assertThat(staking().unknown()).containsKey("decimals");
  }

  @Test
  void whatIsStakedCountsOnlyIfItIsTru() throws Exception {
    ethereum.returns(Abi.TOKEN, "1");
    Staking told = staking();
    assertThat(told.stake()).isEmpty();
    assertThat(told.totalStaked()).isEmpty();
    assertThat(told.balance()).isPresent();
    assertThat(told.unknown()).containsEntry("staked token", "it is not TRU");
  }

  @Test
  void anotherChainIsNotBelieved() throws Exception {
    try (FakeChain other = new FakeChain(11_155_111, BLOCK_AT)) {
      Outcome outcome =
          reader(Optional.of(other.endpoint()), Optional.empty()).staking(Optional.empty());
      assertThat(failed(outcome).trouble()).isEqualTo(Trouble.UNTRUSTED);
      assertThat(failed(outcome).said()).contains("expected chain 1. Found: 11155111");
    }
    ethereum.result("eth_chainId", "null");
    assertThat(failed(asked()).trouble()).isEqualTo(Trouble.GARBAGE);
  }

  @Test
  void answersInAnotherOrderAreUnderstood() throws Exception {
    ethereum.backwards = true;
    assertThat(staking().unknown()).isEmpty();
    assertThat(staking().stake()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>",
        "[",
        "7",
        "\"x\"",
        "[7]",
        "[{}]",
        "[{\"id\":1},{\"id\":1}]",
        "[{\"id\":99}]",
        "{}",
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["
      })
  void whatIsNoAnswerIsGarbage(String body) throws Exception {
    ethereum.whole = Optional.of(body);
    assertThat(failed(asked()).trouble()).isEqualTo(Trouble.GARBAGE);
  }

  @Test
  void anAnswerWithoutEndIsGivenUp() throws Exception {
    ethereum.whole = Optional.of("[\"" + "x".repeat(RpcPost.LARGEST) + "\"]");
    assertThat(failed(asked()).said()).contains("more than 1 MiB");
  }

  @Test
  void tooManyQuestionsAreBusyAndNotWrong() throws Exception {
    ethereum.status = 429;
    assertThat(failed(asked()).trouble()).isEqualTo(Trouble.BUSY);
    ethereum.status = 200;
    ethereum.whole =
        Optional.of(
            "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32005,\"message\":\"x\"}}");
    assertThat(failed(asked()).trouble()).isEqualTo(Trouble.BUSY);
    ethereum.whole =
        Optional.of("{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32600,\"message\":\"no batches\"}}");
    assertThat(failed(asked()).said()).contains("error -32600: no batches");
  }

  @Test
  void redirectsAreNotFollowedAndTheKeyInTheAddressIsNotShown() throws Exception {
    ethereum.status = 302;
    assertThat(failed(asked()).said()).contains("HTTP 302").doesNotContain("a-key");
    assertThat(ethereum.asked).hasSize(1);
    assertThat(ethereum.endpoint().toString()).doesNotContain("a-key");
    Endpoint nobody = new Endpoint(URI.create("http://127.0.0.1:1/a-key"), Optional.empty());
    Outcome outcome = reader(Optional.of(nobody), Optional.empty()).staking(Optional.empty());
    assertThat(failed(outcome).trouble()).isEqualTo(Trouble.UNREACHABLE);
    assertThat(failed(outcome).said()).doesNotContain("a-key");
  }

  @Test
  void throughAProxyTheNameIsLookedUpThere() throws Exception {
    Outcome outcome =
        reader(Optional.of(ethereum.behindProxy()), Optional.empty()).staking(Optional.empty());
    assertThat(outcome).isInstanceOf(Outcome.Answered.class);
    assertThat(ethereum.names).containsExactly("chain.invalid:8545");
  }

  @Test
  void withoutAnAddressOnlyWhatConcernsEverybodyIsAsked() throws Exception {
    ChainReader reader =
        new ChainReader(
            new ChainSource(
                Optional.of(ethereum.endpoint()),
                Optional.empty(),
                Optional.empty(),
                Duration.ofMinutes(10)),
            Told::new,
            Listed::new);
    Outcome outcome = reader.staking(Optional.of("0xnot an address\"}"));
    Staking told = ((Told) ((Outcome.Answered) outcome).answer()).staking();
    assertThat(told.stake()).isEmpty();
    assertThat(told.totalStaked()).isPresent();
    assertThat(ethereum.asked.getFirst()).doesNotContain(Abi.GET_STAKE.selector());
    // What is burned is asked, nobody's own balance.
    assertThat(ethereum.asked.getFirst().split(Abi.BALANCE_OF.selector(), -1)).hasSize(3);
    assertThat(failed(reader.registry(Optional.empty())).trouble()).isEqualTo(Trouble.UNSUPPORTED);
  }

  /// Only the endpoint that cannot be asked is not asked, and says why.
  @Test
  void anAddressThatCannotBeReadIsSaidAndTheOtherChainIsAsked() throws Exception {
    ChainReader reader =
        new ChainReader(
            new ChainSource(
                Optional.empty(),
                Optional.of(avalanche.endpoint()),
                Optional.of(OWN),
                Duration.ofMinutes(10),
                Map.of(ChainSource.ETHEREUM, "/etc/key: not readable")),
            Told::new,
            Listed::new);
    assertThat(failed(reader.staking(Optional.empty())))
        .isEqualTo(new Outcome.Failed(Trouble.UNASKABLE, "/etc/key: not readable"));
    assertThat(reader.registry(Optional.empty())).isInstanceOf(Outcome.Answered.class);
  }
}
