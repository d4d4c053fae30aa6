package vedette.poll.electrum;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import vedette.poll.process.Address;
import vedette.poll.process.FileText;
import vedette.poll.process.Paths;
import vedette.poll.process.Start;

/// What an Electrum server was told, worked out as it does itself. Pure but for the files that it
/// asks for. Sources: electrs' `src/config.rs` and `doc/config.md`, Fulcrum's `src/App.cpp`.
///
/// @param software electrs or fulcrum
/// @param chain Core's word; empty if only the server itself knows
/// @param plain where it speaks the Electrum protocol without TLS
/// @param encrypted where it does with TLS
/// @param stats where Fulcrum shows its figures
/// @param metrics where electrs shows its figures
/// @param daemon where its bitcoind is
/// @param directory of its index
/// @param remarks what could not be read
record ServerConfig(
    String software,
    Optional<String> chain,
    List<Address> plain,
    List<Address> encrypted,
    List<Address> stats,
    List<Address> metrics,
    Optional<Address> daemon,
    Optional<Path> directory,
    List<String> remarks) {
  static final String ELECTRS = "electrs";
  static final String FULCRUM = "fulcrum";

  private static final int FULCRUM_PORT = 50_001;
  private static final int FULCRUM_TLS_PORT = 50_002;
  private static final List<String> ELECTRS_SWITCHES =
      List.of(
          "verbose",
          "timestamp",
          "auto_reindex",
          "ignore_mempool",
          "disable_electrum_rpc",
          "sync_once",
          "skip_block_download_wait",
          "skip_default_conf_files",
          "version",
          "help");
  private static final List<String> FULCRUM_SWITCHES =
      List.of(
          "bitcoind_tls",
          "debug",
          "quiet",
          "syslog",
          "checkdb",
          "ts_format_none",
          "help",
          "version");
  private static final Map<String, String> FULCRUM_LETTERS =
      Map.ofEntries(
          Map.entry("D", "datadir"),
          Map.entry("t", "tcp"),
          Map.entry("s", "ssl"),
          Map.entry("w", "ws"),
          Map.entry("W", "wss"),
          Map.entry("c", "cert"),
          Map.entry("k", "key"),
          Map.entry("a", "admin"),
          Map.entry("z", "stats"),
          Map.entry("b", "bitcoind"),
          Map.entry("u", "rpcuser"),
          Map.entry("p", "rpcpassword"),
          Map.entry("K", "rpccookie"),
          Map.entry("T", "polltime"));

  /// electrs' ports, by the word that it has for a chain.
  private enum Chain {
    BITCOIN("main", 50_001, 4_224, 8_332),
    TESTNET("test", 60_001, 14_224, 18_332),
    TESTNET4("testnet4", 40_001, 44_224, 48_332),
    SIGNET("signet", 60_601, 34_224, 38_332),
    REGTEST("regtest", 60_401, 24_224, 18_443);

    private final String word;
    private final int port;
    private final int metrics;
    private final int daemon;

    Chain(String word, int port, int metrics, int daemon) {
      this.word = word;
      this.port = port;
      this.metrics = metrics;
      this.daemon = daemon;
    }

    static Chain named(String word) {
      for (Chain chain : values()) {
        if (chain.name().equalsIgnoreCase(word)) {
          return chain;
        }
      }
      return BITCOIN;
    }
  }

  ServerConfig {
    plain = List.copyOf(plain);
    encrypted = List.copyOf(encrypted);
    stats = List.copyOf(stats);
    metrics = List.copyOf(metrics);
    remarks = List.copyOf(remarks);
  }

  /// @param environment the variables that begin with `ELECTRS_`
  /// @param files reads files as the server sees them
  static ServerConfig of(
      Start start, Map<String, String> environment, Function<Path, FileText> files) {
    return start.executable().equals(ELECTRS)
        ? electrs(start, environment, files)
        : fulcrum(start, files);
  }

  private static ServerConfig electrs(
      Start start, Map<String, String> environment, Function<Path, FileText> files) {
    List<String> remarks = new ArrayList<>();
    ServerOptions options =
        ServerOptions.commandLine(start.arguments(), Map.of(), ELECTRS_SWITCHES);
    for (String name : options.texts("conf")) {
      Paths.absolute(start.workingDirectory(), name)
          .ifPresent(file -> read(file, true, files, options, remarks));
    }
    options.addEnvironment(environment, "ELECTRS_");
    if (!options.has("skip_default_conf_files")) {
      Paths.absolute(start.workingDirectory(), "electrs.toml")
          .ifPresent(file -> read(file, false, files, options, remarks));
      Paths.absolute(start.home(), ".electrs/config.toml")
          .ifPresent(file -> read(file, false, files, options, remarks));
      read(Path.of("/etc/electrs/config.toml"), false, files, options, remarks);
    }
    Chain chain = Chain.named(options.text("network").orElse("bitcoin"));
    boolean serves = !options.has("disable_electrum_rpc");
    if (!serves) {
      remarks.add("it serves nobody: its Electrum RPC is disabled");
    }
    return new ServerConfig(
        ELECTRS,
        Optional.of(chain.word),
        serves ? List.of(at(options.text("electrum_rpc_addr"), chain.port)) : List.of(),
        List.of(),
        List.of(),
        List.of(at(options.text("monitoring_addr"), chain.metrics)),
        Optional.of(at(options.text("daemon_rpc_addr"), chain.daemon)),
        Paths.absolute(start.workingDirectory(), options.text("db_dir").orElse("./db")),
        remarks);
  }

  private static ServerConfig fulcrum(Start start, Function<Path, FileText> files) {
    List<String> remarks = new ArrayList<>();
    ServerOptions options =
        ServerOptions.commandLine(start.arguments(), FULCRUM_LETTERS, FULCRUM_SWITCHES);
    options.rest().stream()
        .limit(1)
        .forEach(name ->
            Paths.absolute(start.workingDirectory(), name)
                .ifPresent(file -> read(file, true, files, options, remarks)));
    List<Address> plain = all(options.texts("tcp"), FULCRUM_PORT);
    List<Address> encrypted = all(options.texts("ssl"), FULCRUM_TLS_PORT);
    return new ServerConfig(
        FULCRUM,
        Optional.empty(),
        plain.isEmpty() && encrypted.isEmpty() && !options.has("tcp")
            ? List.of(new Address("0.0.0.0", FULCRUM_PORT))
            : plain,
        encrypted,
        options.texts("stats").stream().flatMap(text -> portOrAddress(text).stream()).toList(),
        List.of(),
        options.text("bitcoind").flatMap(text -> Address.parse(text, Chain.BITCOIN.daemon)),
        options.text("datadir").flatMap(name -> Paths.absolute(start.workingDirectory(), name)),
        remarks);
  }

  /// A port alone is one of loopback.
  private static Optional<Address> portOrAddress(String text) {
    return Address.port(text)
        .map(port -> new Address(Address.LOOPBACK, port))
        .or(() -> Address.parse(text, 0).filter(address -> address.port() > 0));
  }

  private static List<Address> all(List<String> texts, int standard) {
    return texts.stream().flatMap(text -> Address.parse(text, standard).stream()).toList();
  }

  private static Address at(Optional<String> text, int standard) {
    return text.flatMap(it -> Address.parse(it, standard))
        .orElse(new Address(Address.LOOPBACK, standard));
  }

  private static void read(
      Path file,
      boolean expected,
      Function<Path, FileText> files,
      ServerOptions options,
      List<String> remarks) {
    switch (files.apply(file)) {
      case FileText.Text(String text) -> options.addFile(text);
      case FileText.Missing _ -> {
        if (expected) {
          remarks.add("%s is not there any more: defaults are assumed".formatted(file));
        }
      }
      case FileText.Unreadable(String why) ->
          remarks.add(
              "%s cannot be read (%s): defaults are assumed. Do: let this user read it, or declare the server under electrum"
                  .formatted(file, why));
    }
  }
}
