package vedette.app.services;

import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;
import vedette.app.config.Config;
import vedette.app.config.ConfigException;
import vedette.poll.PollException;
import vedette.poll.Service;
import vedette.poll.Unaskable;
import vedette.poll.process.ProcessTable;
import vedette.watch.service.ServiceKind;

/// The services of one kind that are to be watched.
///
/// Asked again and again, by one thread at a time: an offer may keep what it found before.
public interface Offer {
  /// The kind.
  ServiceKind kind();

  /// The declared services and, where the settings want it, those found on this machine. Looks at
  /// processes and small files only; asks nobody.
  List<Offered> offered(Config config, Seen seen);

  /// What there is at the moment; one look for all offers.
  ///
  /// @param nodes the Bitcoin nodes that are watched, for what a service needs
  /// @param processes what runs on this machine
  record Seen(List<Parent> nodes, ProcessTable processes) {
    /// Keeps its own list.
    public Seen {
      nodes = List.copyOf(nodes);
    }

    /// These nodes, and no processes.
    public static Seen of(Parent... nodes) {
      return new Seen(List.of(nodes), ProcessTable.none());
    }
  }

  /// How a service is asked; one of which something is missing, such as a secret that cannot be
  /// read now, is watched all the same and says so. The others of its kind are not concerned.
  static Service orWhyNot(ServiceKind kind, Supplier<Service> how) {
    try {
      return how.get();
    } catch (ConfigException | PollException missing) {
      return new Unaskable(kind.mainCall(), String.valueOf(missing.getMessage()));
    }
  }

  /// Those of the found services that no declared one is. One of which cannot be told where it is
  /// may be any of the declared ones.
  ///
  /// @param located whether it can be told where it is
  /// @param same whether a declared one is it
  static <F, D> List<F> undeclared(
      List<F> found, Predicate<F> located, List<D> declared, BiPredicate<D, F> same) {
    return found.stream()
        .filter(it ->
            located.test(it)
                ? declared.stream().noneMatch(node -> same.test(node, it))
                : declared.isEmpty())
        .toList();
  }

  /// A service that was found and cannot be asked.
  ///
  /// @param remarks why not and what to do, a sentence each
  static Service found(ServiceKind kind, List<String> remarks) {
    return new Unaskable(
        kind.mainCall(),
        remarks.isEmpty()
            ? "It runs here, but where it answers cannot be told. Do: name it in vedette.yaml"
            : String.join(" ", remarks));
  }

  /// A Bitcoin node that a service may need.
  ///
  /// @param chain main, test, testnet4, signet, regtest; empty if it is not known yet
  record Parent(String key, String chain) {}

  /// A service to watch.
  ///
  /// @param key its name in addresses and metrics: letters, digits, `-`, `_`, at most 64
  /// @param name for people
  /// @param service how it is asked
  /// @param needs keys of the nodes and services that it cannot do without
  record Offered(String key, String name, Service service, List<String> needs) {
    /// Keeps its own list.
    public Offered {
      needs = List.copyOf(needs);
    }
  }
}
