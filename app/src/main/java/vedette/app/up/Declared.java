package vedette.app.up;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import vedette.app.config.Config;
import vedette.app.config.ConfigException;
import vedette.poll.PollException;
import vedette.poll.Service;
import vedette.poll.bitcoind.Auth;
import vedette.poll.bitcoind.Bitcoind;
import vedette.poll.bitcoind.FoundNode;
import vedette.watch.NodeFacts;

/// Brings together the nodes that the settings declare and those that were found running.
final class Declared {
  private static final String NOT_HERE =
      "It is not a process of this machine, so its tracepoints cannot be watched.";
  private static final String TURNED_OFF = "Its tracepoints are not to be watched (tap: false).";

  private Declared() {}

  /// File names of the executables that the settings name.
  static Set<String> executables(Config config) {
    return config.nodes().stream()
        .flatMap(node -> node.exe().stream())
        .map(exe -> String.valueOf(exe.getFileName()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /// Every node to watch: the declared ones, then, if wanted, what else was found.
  static List<Known> match(Config config, List<FoundNode> found) {
    List<Known> known = new ArrayList<>();
    Set<Integer> taken = new HashSet<>();
    Set<String> keys = new HashSet<>();
    for (Config.Node node : config.nodes()) {
      Optional<FoundNode> process =
          found.stream().filter(it -> !taken.contains(it.pid()) && is(node, it)).findFirst();
      process.ifPresent(it -> taken.add(it.pid()));
      keys.add(node.key());
      known.add(declared(node, process, config.poll()));
    }
    if (config.discovery()) {
      for (FoundNode process : found) {
        // A name that the settings gave for one file says nothing of another file.
        if (process.hasUsualName() && !taken.contains(process.pid()) && keys.add(process.key())) {
          known.add(discovered(process, config.poll()));
        }
      }
    }
    return known;
  }

  private static Known discovered(FoundNode it, Config.Poll poll) {
    return new Known(
        it.key(),
        false,
        Optional.of(it.chain()),
        running(it),
        it.service().map(service -> new Paced(service, poll)),
        it.service().isPresent() ? Optional.empty() : Optional.of(String.join(" ", it.remarks())),
        Optional.empty());
  }

  private static Known declared(Config.Node node, Optional<FoundNode> process, Config.Poll poll) {
    Optional<String> withoutRpc = Optional.empty();
    Optional<Service> service = Optional.empty();
    try {
      service =
          service(node)
              .or(() -> process.flatMap(FoundNode::service))
              .map(it -> new Paced(it, poll));
      if (service.isEmpty()) {
        withoutRpc =
            Optional.of(
                process
                    .map(it -> String.join(" ", it.remarks()))
                    .orElse("It does not run here, and no rpc is declared for it."));
      }
    } catch (ConfigException | PollException unusable) {
      withoutRpc = Optional.of(String.valueOf(unusable.getMessage()));
    }
    boolean elsewhere = process.isEmpty() && node.exe().isEmpty() && node.pidFile().isEmpty();
    return new Known(
        node.key(),
        node.demo(),
        process.map(FoundNode::chain),
        process.flatMap(Declared::running),
        service,
        withoutRpc,
        node.tap()
            ? (elsewhere ? Optional.of(NOT_HERE) : Optional.empty())
            : Optional.of(TURNED_OFF));
  }

  private static Optional<NodeFacts.Running> running(FoundNode it) {
    return Optional.of(new NodeFacts.Running(it.pid(), it.started().orElse(Instant.EPOCH)));
  }

  /// What the settings say of asking it, if they say anything.
  private static Optional<Bitcoind> service(Config.Node node) {
    if (node.rpc().isEmpty()) {
      return Optional.empty();
    }
    Optional<Auth> auth =
        node.cookie()
            .<Auth>map(Auth.Cookie::new)
            .or(() ->
                node.user()
                    .flatMap(user ->
                        node.password()
                            .map(secret ->
                                new Auth.Password(user, vedette.poll.Secret.of(secret.read())))));
    return auth.map(it -> new Bitcoind(node.rpc().get(), it));
  }

  private static boolean is(Config.Node node, FoundNode process) {
    if (node.exe().isPresent()) {
      return sameFile(Path.of("/proc", Integer.toString(process.pid()), "exe"), node.exe().get());
    }
    if (node.pidFile().isPresent()) {
      return names(node.pidFile().get(), process.pid());
    }
    return node.rpc()
        .flatMap(rpc ->
            process
                .service()
                .map(it -> it.endpoint().getPort() == rpc.getPort() && local(rpc.getHost())))
        .orElse(node.key().equals(process.key()));
  }

  private static boolean local(String host) {
    return host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.");
  }

  private static boolean sameFile(Path one, Path other) {
    try {
      return Files.isSameFile(one, other);
    } catch (IOException gone) {
      return false;
    }
  }

  private static boolean names(Path pidFile, int pid) {
    try {
      return Files.size(pidFile) < 32
          && Files.readString(pidFile).strip().equals(Integer.toString(pid));
    } catch (IOException notThere) {
      return false;
    }
  }
}
