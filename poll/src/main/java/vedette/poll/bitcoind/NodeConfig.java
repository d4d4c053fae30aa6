package vedette.poll.bitcoind;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vedette.poll.Secret;
import vedette.poll.Words;
import vedette.poll.process.Address;
import vedette.poll.process.FileText;
import vedette.poll.process.Paths;
import vedette.poll.process.Start;

/// What a node was told, worked out as Core does it. Pure but for the files that it asks for.
///
/// @param dataDirectory empty if it cannot be told
/// @param networkDirectory where the chain's files are
/// @param listening where RPC listens, none if it is off
/// @param auth how to be let in, as far as it is known
/// @param remarks what could not be read
record NodeConfig(
    String chain,
    Optional<Path> dataDirectory,
    Optional<Path> networkDirectory,
    List<Address> listening,
    Optional<Auth> auth,
    List<String> remarks) {
  private static final int MOST_INCLUDES = 8;

  /// Reads files as the node sees them.
  interface Files {
    FileText read(Path path);
  }

  static NodeConfig of(Start start, Files files) {
    return new Working(start, files).work();
  }

  private static final class Working {
    private final Start start;
    private final Files files;
    private final List<String> remarks = new ArrayList<>();
    private Settings settings;

    Working(Start start, Files files) {
      this.start = start;
      this.files = files;
      this.settings = new Settings(Setting.commandLine(start.arguments()), List.of(), List.of());
    }

    NodeConfig work() {
      Optional<Path> first = dataDirectory("");
      configurationFile(first)
          .ifPresent(file -> {
            if (load(file, settings.text("conf", "").isPresent())) {
              include(first);
            }
          });
      String chain = Words.oneLine(settings.chain(), 64);
      Optional<Path> data = dataDirectory(chain);
      if (data.isEmpty()) {
        remarks.add(
            "its data directory cannot be told. Do: run Vedette as the same user, or configure the"
                + " node by hand");
      }
      String below = Chain.named(chain).map(Chain::directory).orElse(chain);
      Optional<Path> network = data.flatMap(directory -> Paths.below(directory, below));
      network.flatMap(this::storedFile).ifPresent(this::loadStored);
      boolean server =
          settings
              .one("server", chain)
              .map(Setting::truth)
              .orElse(!start.executable().equals("bitcoin-qt"));
      if (!server) {
        remarks.add("RPC is off. Do: set server=1 in bitcoin.conf and restart it");
      }
      return new NodeConfig(
          chain,
          data,
          network,
          server ? Listening.of(settings, chain) : List.of(),
          server ? auth(chain, network) : Optional.empty(),
          List.copyOf(remarks));
    }

    private Optional<Path> dataDirectory(String chain) {
      Optional<String> given = settings.text("datadir", chain);
      return given.isPresent()
          ? given.flatMap(it -> Paths.absolute(start.workingDirectory(), it))
          : start
              .home()
              .flatMap(home -> Paths.absolute(Optional.of("/"), home))
              .flatMap(home -> Paths.below(home, ".bitcoin"));
    }

    private Optional<Path> configurationFile(Optional<Path> data) {
      Optional<Setting> given = settings.one("conf", "");
      if (given.filter(Setting::negated).isPresent()) {
        return Optional.empty();
      }
      String name = given.map(Setting::value).filter(it -> !it.isEmpty()).orElse("bitcoin.conf");
      return Paths.absolute(data.map(Path::toString), name);
    }

    private Optional<Path> storedFile(Path network) {
      Optional<Setting> given = settings.one("settings", "");
      if (given.filter(Setting::negated).isPresent()) {
        return Optional.empty();
      }
      return Paths.below(
          network, given.map(Setting::value).filter(it -> !it.isEmpty()).orElse("settings.json"));
    }

    private void include(Optional<Path> data) {
      if (settings.one("includeconf", "").filter(Setting::negated).isPresent()) {
        return;
      }
      // Taken before any is read: an included file includes nothing.
      List<String> names = settings.texts("includeconf", settings.chain());
      if (names.size() > MOST_INCLUDES) {
        remarks.add("more than %d includeconf: the rest is not read".formatted(MOST_INCLUDES));
      }
      names.stream()
          .limit(MOST_INCLUDES)
          .forEach(name ->
              Paths.absolute(data.map(Path::toString), name).ifPresent(file -> load(file, true)));
    }

    /// @param expected whether it must be there
    private boolean load(Path file, boolean expected) {
      return switch (files.read(file)) {
        case FileText.Text(String text) -> {
          settings = settings.withConfiguration(Setting.configuration(text));
          yield true;
        }
        case FileText.Missing _ -> {
          if (expected) {
            remarks.add("%s is not there any more: defaults are assumed".formatted(file));
          }
          yield false;
        }
        case FileText.Unreadable(String why) -> {
          remarks.add(
              "%s cannot be read (%s): defaults are assumed. Do: let this user read it, or configure the node by hand"
                  .formatted(file, why));
          yield false;
        }
      };
    }

    /// What was set by the graphical interface or at run time; it may be absent or unreadable
    /// without much harm.
    private void loadStored(Path file) {
      if (!(files.read(file) instanceof FileText.Text(String text))) {
        return;
      }
      try {
        JsonNode stored = JsonMapper.shared().readTree(text);
        List<Setting> read = new ArrayList<>();
        stored
            .propertyStream()
            .forEach(entry -> {
              JsonNode value = entry.getValue();
              if (value.isBoolean()) {
                read.add(new Setting("", entry.getKey(), value.booleanValue() ? "1" : "0", false));
              } else if (value.isString() || value.isNumber()) {
                read.add(new Setting("", entry.getKey(), value.asString(), false));
              }
            });
        settings = settings.withStored(read);
      } catch (JacksonException damaged) {
        remarks.add("%s is no JSON and not regarded".formatted(file));
      }
    }

    private Optional<Auth> auth(String chain, Optional<Path> network) {
      Optional<String> password = settings.text("rpcpassword", chain);
      if (password.isPresent()) {
        String user = settings.text("rpcuser", chain).orElse("");
        return Optional.of(new Auth.Password(user, Secret.of(password.get())));
      }
      Optional<Setting> given = settings.one("rpccookiefile", chain);
      if (given.filter(Setting::negated).isPresent()) {
        remarks.add("it writes no cookie. Do: give Vedette an rpcauth user");
        return Optional.empty();
      }
      String name = given.map(Setting::value).filter(it -> !it.isEmpty()).orElse(".cookie");
      return Paths.absolute(network.map(Path::toString), name).map(Auth.Cookie::new);
    }
  }
}
