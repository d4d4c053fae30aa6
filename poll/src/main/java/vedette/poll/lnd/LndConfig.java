package vedette.poll.lnd;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vedette.poll.process.Address;
import vedette.poll.process.FileText;
import vedette.poll.process.Paths;
import vedette.poll.process.Start;

/// What an LND was told, worked out as LND does it. Pure but for the file that it asks for.
///
/// @param network mainnet, testnet, testnet4, signet, simnet or regtest
/// @param directory LND's own, empty if it cannot be told
/// @param tlsCert of REST, empty if REST has no TLS or it cannot be told
/// @param macaroons files that would let us in, the one with the least rights first
/// @param listening where REST listens, none if it is off
/// @param plain whether REST has no TLS
/// @param open whether it wants no macaroon
/// @param remarks what could not be read
record LndConfig(
    String network,
    Optional<Path> directory,
    Optional<Path> tlsCert,
    List<Path> macaroons,
    List<Address> listening,
    boolean plain,
    boolean open,
    List<String> remarks) {
  private static final List<String> NETWORKS =
      List.of("mainnet", "testnet", "testnet4", "signet", "simnet", "regtest");

  /// Reads files as the process sees them.
  interface Files {
    FileText read(Path path);
  }

  static LndConfig of(Start start, Files files) {
    List<String> remarks = new ArrayList<>();
    LndOptions given = new LndOptions(LndOptions.commandLine(start.arguments()), List.of());
    Places paths = new Places(start);
    Optional<Path> directory = paths.option(given, "lnddir").or(() -> paths.home(".lnd"));
    Optional<Path> file =
        paths
            .option(given, "configfile")
            .or(() -> directory.flatMap(base -> Paths.below(base, "lnd.conf")));
    LndOptions options =
        file.map(path ->
                switch (files.read(path)) {
                  case FileText.Text(String text) -> given.with(LndOptions.configuration(text));
                  case FileText.Missing() -> given;
                  case FileText.Unreadable(String why) -> {
                    remarks.add("%s: %s. Do: configure this LND by hand".formatted(path, why));
                    yield given;
                  }
                })
            .orElse(given);
    return whole(options, paths, remarks);
  }

  private static LndConfig whole(LndOptions options, Places paths, List<String> remarks) {
    Optional<Path> directory = paths.option(options, "lnddir").or(() -> paths.home(".lnd"));
    if (directory.isEmpty()) {
      remarks.add(
          "its directory cannot be told. Do: run Vedette as the same user, or configure this LND by"
              + " hand");
    }
    String network =
        NETWORKS.stream()
            .filter(name -> options.truth("bitcoin." + name))
            .findFirst()
            .orElse("mainnet");
    Optional<Path> data =
        paths.option(options, "datadir").or(() -> directory.flatMap(it -> Paths.below(it, "data")));
    Optional<Path> networkDirectory =
        data.flatMap(it -> Paths.below(it, "chain/bitcoin/" + network));
    List<Path> macaroons = new ArrayList<>();
    networkDirectory.flatMap(it -> Paths.below(it, "vedette.macaroon")).ifPresent(macaroons::add);
    paths
        .option(options, "readonlymacaroonpath")
        .or(() -> networkDirectory.flatMap(it -> Paths.below(it, "readonly.macaroon")))
        .ifPresent(macaroons::add);
    boolean plain = options.truth("no-rest-tls");
    boolean off = options.truth("norest");
    if (off) {
      remarks.add("its REST is off. Do: take norest out of lnd.conf and restart it");
    }
    return new LndConfig(
        network,
        directory,
        plain
            ? Optional.empty()
            : paths
                .option(options, "tlscertpath")
                .or(() -> directory.flatMap(it -> Paths.below(it, "tls.cert"))),
        macaroons,
        off ? List.of() : listening(options),
        plain,
        options.truth("no-macaroons"),
        remarks);
  }

  private static List<Address> listening(LndOptions options) {
    List<String> given = options.texts("restlisten");
    if (given.isEmpty()) {
      return List.of(new Address(Address.LOOPBACK, Lnd.REST_PORT));
    }
    List<Address> listening = new ArrayList<>();
    for (String one : given) {
      String address = one.replaceFirst("^tcp[46]?://", "");
      if (address.startsWith("unix")) {
        continue;
      }
      // LND takes ":8080" for all addresses and "8080" for this machine.
      Optional<Address> read =
          address.matches("[0-9]{1,5}")
              ? Address.port(address).map(port -> new Address(Address.LOOPBACK, port))
              : Address.parse(
                  address.startsWith(":") ? "0.0.0.0" + address : address, Lnd.REST_PORT);
      read.ifPresent(listening::add);
    }
    return listening;
  }

  /// Paths as the process means them: `~` is its home, what is relative begins where it was
  /// started.
  private record Places(Start start) {
    Optional<Path> option(LndOptions options, String name) {
      return options
          .text(name)
          .flatMap(written ->
              written.startsWith("~")
                  ? start
                      .home()
                      .flatMap(
                          home -> Paths.absolute(Optional.empty(), home + written.substring(1)))
                  : Paths.absolute(start.workingDirectory(), written));
    }

    Optional<Path> home(String name) {
      return Paths.absolute(start.home(), name);
    }
  }
}
