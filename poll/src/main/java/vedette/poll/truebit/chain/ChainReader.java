package vedette.poll.truebit.chain;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import vedette.poll.Answer;
import vedette.poll.Outcome;
import vedette.poll.Trouble;

/// Asks the two chains. What an endpoint says is believed only if it says that it is of the right
/// chain; what does not come or is not understood stays unknown.
public final class ChainReader {
  /// Stake and TRU.
  static final BigInteger ETHEREUM = BigInteger.ONE;

  /// The C chain, with the registry of nodes.
  static final BigInteger AVALANCHE = BigInteger.valueOf(43_114);

  static final String STAKING = "0x94D2e9CC66Ac140bC5C2DE552DdFbd32f80eEe86";
  static final String TOKEN = "0xf65b5c5104c4fafd4b709d9d60a185eae063276c";
  static final String REGISTRY = "0x67AF2F01D7cb9A52af289b2702772576bd155310";

  private static final String CHAIN = "chain id";
  private static final String BLOCK = "block";
  private static final String STAKED_TOKEN = "staked token";
  private static final String DECIMALS = "decimals";
  private static final String SUPPLY = "supply";
  private static final String BURNED = "burned";
  private static final String BURNED_TOO = "burned, at the other address";

  /// The two addresses to which people send what is to be gone.
  private static final String NOBODY = "0x" + "0".repeat(40);

  private static final String DEAD = "0x" + "0".repeat(36) + "dead";
  private static final int MOST_DECIMALS = 36;

  /// The end of the year 9999; what is later is no time.
  private static final BigInteger LATEST = BigInteger.valueOf(253_402_300_799L);

  private final ChainSource source;
  private final Function<Staking, Answer> ofStaking;
  private final Function<Registry, Answer> ofRegistry;

  /// @param ofStaking makes an answer of what Ethereum says
  /// @param ofRegistry makes an answer of what Avalanche says
  public ChainReader(
      ChainSource source,
      Function<Staking, Answer> ofStaking,
      Function<Registry, Answer> ofRegistry) {
    this.source = source;
    this.ofStaking = ofStaking;
    this.ofRegistry = ofRegistry;
  }

  /// What is staked.
  ///
  /// @param known an address to take if none is set; empty: only what concerns everybody is asked
  public Outcome staking(Optional<String> known) throws InterruptedException {
    Optional<String> address = address(known);
    RpcBatch batch =
        begun()
            .call("total staked", STAKING, Abi.call(Abi.TOTAL_STAKED))
            .call(STAKED_TOKEN, STAKING, Abi.call(Abi.TOKEN))
            .call(DECIMALS, TOKEN, Abi.call(Abi.DECIMALS))
            .call(SUPPLY, TOKEN, Abi.call(Abi.TOTAL_SUPPLY))
            .call(BURNED, TOKEN, Abi.call(Abi.BALANCE_OF, NOBODY))
            .call(BURNED_TOO, TOKEN, Abi.call(Abi.BALANCE_OF, DEAD));
    address.ifPresent(own ->
        batch
            .call("stake", STAKING, Abi.call(Abi.GET_STAKE, own))
            .call("balance", TOKEN, Abi.call(Abi.BALANCE_OF, own)));
    return asked(
        source.ethereum(),
        ChainSource.ETHEREUM,
        batch,
        ETHEREUM,
        (answered, blockAt) -> ofStaking.apply(staking(answered, blockAt, address.isPresent())));
  }

  private Staking staking(RpcBatch.Answered answered, Instant blockAt, boolean own) {
    Map<String, String> unknown = new TreeMap<>();
    Optional<Integer> decimals = decimals(answered, unknown);
    boolean tru =
        word(answered, STAKED_TOKEN, unknown)
            .flatMap(Abi::address)
            .filter(TOKEN::equals)
            .isPresent();
    if (!tru) {
      unknown.putIfAbsent(STAKED_TOKEN, "it is not TRU");
    }
    Optional<BigDecimal> total =
        scaled(word(answered, "total staked", unknown), decimals).filter(_ -> tru);
    Optional<List<BigInteger>> stake =
        own ? words(answered, "stake", 2, unknown) : Optional.empty();
    return new Staking(
        blockAt,
        total,
        scaled(stake.map(List::getFirst), decimals).filter(_ -> tru),
        stake.map(List::getLast).flatMap(seconds -> time(seconds, unknown)),
        own ? scaled(word(answered, "balance", unknown), decimals) : Optional.empty(),
        scaled(word(answered, SUPPLY, unknown), decimals),
        scaled(burned(answered, unknown), decimals),
        unknown,
        source.every());
  }

  /// Known only if both addresses are.
  private static Optional<BigInteger> burned(
      RpcBatch.Answered answered, Map<String, String> unknown) {
    Optional<BigInteger> other = word(answered, BURNED_TOO, unknown);
    return word(answered, BURNED, unknown).flatMap(one -> other.map(one::add));
  }

  private static Optional<Integer> decimals(
      RpcBatch.Answered answered, Map<String, String> unknown) {
    Optional<BigInteger> said = word(answered, DECIMALS, unknown);
    Optional<Integer> sound =
        said.filter(n -> n.compareTo(BigInteger.valueOf(MOST_DECIMALS)) <= 0)
            .map(BigInteger::intValue);
    if (sound.isEmpty()) {
      unknown.putIfAbsent(DECIMALS, "more than " + MOST_DECIMALS);
    }
    return sound;
  }

  private static Optional<BigDecimal> scaled(Optional<BigInteger> raw, Optional<Integer> decimals) {
    return raw.flatMap(n -> decimals.map(places -> new BigDecimal(n, places)));
  }

  /// B15: the contract's time is in seconds, and becomes milliseconds nowhere but where it is
  /// shown.
  private static Optional<Instant> time(BigInteger seconds, Map<String, String> unknown) {
    if (seconds.signum() == 0) {
      return Optional.empty();
    }
    if (seconds.compareTo(LATEST) > 0) {
      unknown.put("unlock time", "it is no time");
      return Optional.empty();
    }
    return Optional.of(Instant.ofEpochSecond(seconds.longValue()));
  }

  /// What is registered.
  ///
  /// @param known an address to take if none is set; empty: only what concerns everybody is asked
  public Outcome registry(Optional<String> known) throws InterruptedException {
    Optional<String> address = address(known);
    RpcBatch batch = begun().call("nodes", REGISTRY, Abi.call(Abi.NODE_COUNT));
    address.ifPresent(own -> batch.call("registered", REGISTRY, Abi.call(Abi.IS_REGISTERED, own)));
    return asked(
        source.avalanche(),
        ChainSource.AVALANCHE,
        batch,
        AVALANCHE,
        (answered, blockAt) -> ofRegistry.apply(registry(answered, blockAt, address.isPresent())));
  }

  private Registry registry(RpcBatch.Answered answered, Instant blockAt, boolean own) {
    Map<String, String> unknown = new TreeMap<>();
    Optional<BigInteger> nodes =
        word(answered, "nodes", unknown).filter(n -> n.bitLength() < Long.SIZE);
    if (nodes.isEmpty()) {
      unknown.putIfAbsent("nodes", "it is no count");
    }
    Optional<Boolean> registered = Optional.empty();
    if (own) {
      registered =
          word(answered, "registered", unknown)
              .filter(n -> n.bitLength() <= 1)
              .map(n -> n.signum() > 0);
      if (registered.isEmpty()) {
        unknown.putIfAbsent("registered", "it is neither yes nor no");
      }
    }
    return new Registry(
        blockAt,
        nodes.map(n -> OptionalLong.of(n.longValue())).orElse(OptionalLong.empty()),
        registered,
        unknown,
        source.every());
  }

  private interface Understanding {
    Answer of(RpcBatch.Answered answered, Instant blockAt);
  }

  private Outcome asked(
      Optional<Endpoint> from,
      String name,
      RpcBatch batch,
      BigInteger chain,
      Understanding understanding)
      throws InterruptedException {
    if (from.isEmpty()) {
      String wrong = source.wrong().get(name);
      return wrong == null
          ? new Outcome.Failed(Trouble.UNSUPPORTED, "no endpoint is set")
          : new Outcome.Failed(Trouble.UNASKABLE, wrong);
    }
    Endpoint endpoint = from.get();
    try {
      RpcBatch.Answered answered = batch.understood(RpcPost.send(endpoint, batch.body()));
      Optional<BigInteger> id = answered.text(CHAIN).flatMap(Abi::quantity);
      if (id.isEmpty()) {
        return new Outcome.Failed(
            Trouble.GARBAGE,
            endpoint.where() + ": expected a chain id. Found: " + answered.why(CHAIN));
      }
      if (!id.get().equals(chain)) {
        return new Outcome.Failed(
            Trouble.UNTRUSTED,
            "%s: expected chain %s. Found: %s. Do: name an endpoint of the right chain"
                .formatted(endpoint.where(), chain, id.get()));
      }
      Optional<Instant> blockAt = blockAt(answered);
      if (blockAt.isEmpty()) {
        return new Outcome.Failed(
            Trouble.GARBAGE,
            endpoint.where() + ": expected a block with its time. Found: " + answered.why(BLOCK));
      }
      return new Outcome.Answered(understanding.of(answered, blockAt.get()));
    } catch (RpcBatch.RefusedException refused) {
      return refused.outcome(endpoint.where());
    } catch (IOException broken) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return RpcPost.failed(endpoint, broken);
    }
  }

  private static RpcBatch begun() {
    return new RpcBatch()
        .ask(CHAIN, "eth_chainId", "")
        .ask(BLOCK, "eth_getBlockByNumber", "\"latest\",false");
  }

  private static Optional<Instant> blockAt(RpcBatch.Answered answered) {
    return answered
        .node(BLOCK)
        .map(block -> block.path("timestamp"))
        .filter(JsonNode::isString)
        .flatMap(time -> Abi.quantity(time.stringValue()))
        .filter(seconds -> seconds.compareTo(LATEST) <= 0)
        .map(seconds -> Instant.ofEpochSecond(seconds.longValue()));
  }

  private static Optional<BigInteger> word(
      RpcBatch.Answered answered, String name, Map<String, String> unknown) {
    return words(answered, name, 1, unknown).map(List::getFirst);
  }

  private static Optional<List<BigInteger>> words(
      RpcBatch.Answered answered, String name, int count, Map<String, String> unknown) {
    Optional<List<BigInteger>> words = answered.text(name).flatMap(hex -> Abi.words(hex, count));
    if (words.isEmpty()) {
      unknown.put(name, answered.why(name));
    }
    return words;
  }

  private Optional<String> address(Optional<String> known) {
    return source.address().or(() -> known).filter(own -> own.matches("0x[0-9a-fA-F]{40}"));
  }
}
