package vedette.poll.monerod;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import vedette.poll.PollException;
import vedette.poll.Secret;
import vedette.poll.process.Address;
import vedette.poll.process.FileText;
import vedette.poll.process.Paths;
import vedette.poll.process.Start;

/// What a monerod was told, worked out as it does itself. Pure but for the file that it asks for.
///
/// @param network mainnet, testnet, stagenet or regtest
/// @param dataDirectory empty if it cannot be told
/// @param open where the unrestricted RPC listens, empty if the only one is restricted
/// @param restricted where restricted RPC listens
/// @param tls whether it answers with TLS only
/// @param login of `rpc-login`, empty if it wants none or it is not known
/// @param remarks what could not be read
record MonerodConfig(
    String network,
    Optional<Path> dataDirectory,
    Optional<Address> open,
    Optional<Address> restricted,
    boolean tls,
    Optional<Monerod.Login> login,
    List<String> remarks) {
  private static final int MAINNET_PORT = 18_081;
  private static final int TESTNET_PORT = 28_081;
  private static final int STAGENET_PORT = 38_081;
  private static final String LOOPBACK = "127.0.0.1";

  MonerodConfig {
    remarks = List.copyOf(remarks);
  }

  /// @param files reads files as the node sees them
  static MonerodConfig of(Start start, Function<Path, FileText> files) {
    Options options = Options.of(start.arguments());
    List<String> remarks = new ArrayList<>();
    Optional<Path> home =
        start
            .home()
            .flatMap(it -> Paths.absolute(Optional.of("/"), it))
            .flatMap(it -> Paths.below(it, ".bitmonero"));
    configurationFile(options, start, home)
        .ifPresent(file -> read(file, files.apply(file), options, remarks));
    String network = network(options);
    int standard =
        switch (network) {
          case "testnet" -> TESTNET_PORT;
          case "stagenet" -> STAGENET_PORT;
          default -> MAINNET_PORT;
        };
    int port = options.text("rpc-bind-port").flatMap(Address::port).orElse(standard);
    Address main = new Address(host(options, "rpc-bind-ip"), port);
    Optional<Address> second =
        options
            .text("rpc-restricted-bind-port")
            .flatMap(Address::port)
            .map(it -> new Address(host(options, "rpc-restricted-bind-ip"), it));
    boolean masked = options.on("restricted-rpc");
    return new MonerodConfig(
        network,
        dataDirectory(options, start, home, network),
        masked ? Optional.empty() : Optional.of(main),
        masked ? Optional.of(main) : second,
        options.text("rpc-ssl").filter("enabled"::equals).isPresent(),
        login(options, remarks),
        remarks);
  }

  private static Optional<Path> configurationFile(
      Options options, Start start, Optional<Path> home) {
    Optional<String> given = options.text("config-file");
    if (given.isPresent()) {
      return Paths.absolute(start.workingDirectory(), given.get());
    }
    return home.flatMap(it -> Paths.below(it, below(network(options)) + "bitmonero.conf"));
  }

  private static void read(Path file, FileText text, Options options, List<String> remarks) {
    switch (text) {
      case FileText.Text(String configuration) -> options.add(configuration);
      case FileText.Missing _ -> {}
      case FileText.Unreadable(String why) ->
          remarks.add(
              "%s cannot be read (%s): defaults are assumed. Do: let this user read it, or configure the node by hand"
                  .formatted(file, why));
    }
  }

  private static String network(Options options) {
    return options.on("testnet")
        ? "testnet"
        : options.on("stagenet") ? "stagenet" : options.on("regtest") ? "regtest" : "mainnet";
  }

  /// The part of the default directory that a network has for itself.
  private static String below(String network) {
    return switch (network) {
      case "testnet", "stagenet" -> network + "/";
      default -> "";
    };
  }

  private static Optional<Path> dataDirectory(
      Options options, Start start, Optional<Path> home, String network) {
    Optional<String> given = options.text("data-dir");
    return given.isPresent()
        ? Paths.absolute(start.workingDirectory(), given.get())
        : home.flatMap(it -> Paths.below(it, below(network)));
  }

  private static String host(Options options, String name) {
    return options.text(name).filter(it -> it.matches("[0-9A-Za-z.:-]{1,253}")).orElse(LOOPBACK);
  }

  private static Optional<Monerod.Login> login(Options options, List<String> remarks) {
    Optional<String> given = options.text("rpc-login");
    if (given.isEmpty()) {
      return Optional.empty();
    }
    int colon = given.get().indexOf(':');
    if (colon < 1) {
      remarks.add(
          "it asks for the password of its rpc-login at its start. Do: configure the node by hand");
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Monerod.Login(
              given.get().substring(0, colon), Secret.of(given.get().substring(colon + 1))));
    } catch (PollException wrong) {
      remarks.add(String.valueOf(wrong.getMessage()));
      return Optional.empty();
    }
  }
}
