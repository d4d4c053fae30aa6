package vedette.poll.electrum;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import vedette.poll.Words;
import vedette.poll.json.Malformed;

/// Reads Fulcrum's `/stats`. There stand addresses and user agents of all clients: of the whole
/// document only the values at the paths below are ever made into something, everything else is
/// skipped by the parser.
///
/// Names of members differ between versions: what is not there is unknown. Source: Fulcrum's
/// `src/{Controller,SrvMgr,BitcoinD,SubsMgr,PeerMgr,ThreadPool}.cpp`.
final class FulcrumFigures {
  private static final String SEPARATOR = "/";

  /// The name of a daemon, or the place in an array.
  private static final String ANY = "*";

  private static final int LONGEST_TEXT = 64;
  private static final int DEEPEST = 32;

  private static final String HEADERS = "Controller/Header count";
  private static final String CHAIN = "Controller/Chain";
  private static final String WORK = "Controller/StateMachine/State";
  private static final String WORK_HEIGHT = "Controller/StateMachine/Height";
  private static final String UTXOS = "Controller/UTXO set";
  private static final String TRANSACTIONS = "Controller/TxNum";
  private static final String CLIENTS = "Server Manager/number of clients";
  private static final String MOST_CLIENTS = "Server Manager/number of clients (max lifetime)";
  private static final String ALL_CLIENTS =
      "Server Manager/number of clients (total lifetime connections)";
  private static final String SENT = "Server Manager/transactions sent";
  private static final String PEERS = "Server Manager/PeerMgr/peers";
  private static final String SUBSCRIPTIONS = "SubsMgr/Num. active client subscriptions";
  private static final String JOBS = "Misc/Job Queue (Thread Pool)/extant jobs";
  private static final String OVERFLOWS =
      "Misc/Job Queue (Thread Pool)/job queue overflows (lifetime)";
  private static final String MEMORY = "Memory Usage/physical kB";
  private static final String DAEMON = "Bitcoin Daemon/bitcoind info/subversion";
  private static final String DAEMON_TIMEOUTS = "Bitcoin Daemon/request timeout count";
  private static final String DAEMON_ERROR = "Bitcoin Daemon/rpc clients/*/*/lastPeerError";

  private static final Set<String> WANTED =
      Set.of(
          HEADERS,
          CHAIN,
          WORK,
          WORK_HEIGHT,
          UTXOS,
          TRANSACTIONS,
          CLIENTS,
          MOST_CLIENTS,
          ALL_CLIENTS,
          SENT,
          SUBSCRIPTIONS,
          JOBS,
          OVERFLOWS,
          MEMORY,
          DAEMON,
          DAEMON_TIMEOUTS,
          DAEMON_ERROR);

  /// Of these only the number of members is taken.
  private static final Set<String> COUNTED = Set.of(PEERS);

  private static final Set<String> WAYS = ways();

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(1 << 20)
                  .maxNameLength(4_096)
                  .maxNumberLength(64)
                  .maxTokenCount(10_000_000)
                  .build())
          .build();

  private final Map<String, Double> numbers = new HashMap<>();
  private final Map<String, String> texts = new HashMap<>();
  private boolean daemonRefuses;

  private FulcrumFigures() {}

  private static Set<String> ways() {
    Set<String> ways = new HashSet<>();
    for (Set<String> paths : List.of(WANTED, COUNTED)) {
      for (String path : paths) {
        for (int at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
          ways.add(path.substring(0, at));
        }
      }
    }
    return Set.copyOf(ways);
  }

  /// Reads a whole answer. Fulcrum says `[null]` when it has no time: then all is unknown.
  ///
  /// @throws Malformed if it is no JSON, or neither that nor an object
  static ElectrumAnswer read(byte[] body) {
    FulcrumFigures figures = new FulcrumFigures();
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body)) {
      JsonToken first = parser.nextToken();
      if (first == JsonToken.START_OBJECT) {
        figures.object(parser, "");
      } else if (first != JsonToken.START_ARRAY) {
        throw new Malformed("stats", "an object", "something else");
      } else {
        parser.skipChildren();
      }
    } catch (JacksonException noJson) {
      // Its message may quote what stands there, and that may be a client.
      throw new Malformed("stats", "JSON", "something else");
    }
    return figures.answer();
  }

  /// Reads what is in an object that begins here, to its end.
  private void object(JsonParser parser, String path) {
    long members = 0;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      members++;
      String name = parser.currentName();
      // The names of daemons are theirs; nothing else that is wanted lies below a foreign name.
      String below = path.isEmpty() ? name : path + SEPARATOR + name;
      String any = path + SEPARATOR + ANY;
      String here = WAYS.contains(any) ? any : below;
      parser.nextToken();
      value(parser, here);
    }
    if (COUNTED.contains(path)) {
      numbers.put(path, (double) members);
    }
  }

  private void array(JsonParser parser, String path) {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      value(parser, path + SEPARATOR + ANY);
    }
  }

  private void value(JsonParser parser, String path) {
    switch (parser.currentToken()) {
      case START_OBJECT -> {
        if (WAYS.contains(path) || COUNTED.contains(path)) {
          object(parser, path);
        } else {
          parser.skipChildren();
        }
      }
      case START_ARRAY -> {
        if (WAYS.contains(path)) {
          array(parser, path);
        } else {
          parser.skipChildren();
        }
      }
      case VALUE_STRING -> {
        if (path.equals(DAEMON_ERROR)) {
          daemonRefuses |= parser.getString().equals("Auth Failure");
        } else if (WANTED.contains(path)) {
          texts.put(path, Words.oneLine(parser.getString(), LONGEST_TEXT));
        }
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        if (WANTED.contains(path)) {
          numbers.put(path, parser.getDoubleValue());
        }
      }
      default -> {
        // Truths and nulls: nothing that is wanted is one.
      }
    }
  }

  private ElectrumAnswer.FulcrumStats answer() {
    OptionalLong headers = count(HEADERS);
    return new ElectrumAnswer.FulcrumStats(
        headers.isPresent() && headers.getAsLong() > 0
            ? OptionalLong.of(headers.getAsLong() - 1)
            : OptionalLong.empty(),
        text(CHAIN),
        text(WORK),
        count(WORK_HEIGHT),
        count(CLIENTS),
        count(MOST_CLIENTS),
        count(ALL_CLIENTS),
        count(SUBSCRIPTIONS),
        count(SENT),
        count(UTXOS),
        count(TRANSACTIONS),
        count(JOBS),
        count(OVERFLOWS),
        kilobytes(MEMORY),
        text(DAEMON),
        daemonRefuses,
        count(DAEMON_TIMEOUTS),
        count(PEERS));
  }

  private Optional<String> text(String path) {
    return Optional.ofNullable(texts.get(path)).filter(text -> !text.isEmpty());
  }

  private OptionalLong count(String path) {
    Double value = numbers.get(path);
    return value != null && value >= 0 && value <= 9e15
        ? OptionalLong.of(Math.round(value))
        : OptionalLong.empty();
  }

  /// Fulcrum divides by 1,024 and has two digits behind the point.
  private OptionalLong kilobytes(String path) {
    Double value = numbers.get(path);
    return value != null && value >= 0 && value <= 1e12
        ? OptionalLong.of(Math.round(value * 1024))
        : OptionalLong.empty();
  }
}
