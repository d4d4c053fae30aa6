package vedette.app.up;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import vedette.app.config.Config;
import vedette.app.web.api.Backend;
import vedette.poll.Poller;
import vedette.poll.Service;
import vedette.poll.bitcoind.Discovery;
import vedette.poll.bitcoind.FoundNode;
import vedette.poll.process.ProcessTable;
import vedette.watch.NodeFacts;
import vedette.watch.Watch;
import vedette.watch.metrics.Metrics;

/// Knows who is who: which nodes there are, under which key, and which process is which node. Tells
/// the watch and the poller.
///
/// A node stays known when its process ends. [#look] is called once a second; it and [#keyOf] may
/// be called by any thread.
final class Census {
  /// Processes that are nobody's: asked about anew at each look, bounded for machines with
  /// thousands.
  private static final int MOST_STRANGERS = 4_096;

  private final Watch watch;
  private final Metrics metrics;
  private final Poller poller;
  private final DemoLife demo;
  private final Supplier<String> tapTrouble;
  private final Discovery discovery = new Discovery();
  private final Map<Integer, String> keys = new ConcurrentHashMap<>();
  private final Set<Integer> strangers = ConcurrentHashMap.newKeySet();
  private final Map<String, NodeFacts> told = new LinkedHashMap<>();
  private final Map<String, Service> services = new HashMap<>();
  private volatile List<Backend.Node> nodes = List.of();
  private volatile Config config;

  /// @param tapTrouble why nothing is tapped, empty if all is well
  Census(
      Config config,
      Watch watch,
      Metrics metrics,
      Poller poller,
      DemoLife demo,
      Supplier<String> tapTrouble) {
    this.config = config;
    this.watch = watch;
    this.metrics = metrics;
    this.poller = poller;
    this.demo = demo;
    this.tapTrouble = tapTrouble;
  }

  /// Goes by other settings from now on, and forgets nodes that they no longer name.
  void configure(Config other) {
    config = other;
    forgetUndeclared();
    look();
  }

  /// The nodes, in the order in which they became known.
  List<Backend.Node> nodes() {
    return nodes;
  }

  /// The node that a process is; empty if it is none that is watched.
  Optional<String> keyOf(int pid) {
    String key = keys.get(pid);
    if (key == null && !strangers.contains(pid)) {
      lookAround();
      key = keys.get(pid);
      if (key == null && strangers.size() < MOST_STRANGERS) {
        strangers.add(pid);
      }
    }
    return Optional.ofNullable(key);
  }

  /// The nodes whose tracepoints are watched now.
  Set<String> tapped() {
    return Set.copyOf(keys.values());
  }

  /// A process has ended: its node is not running from now on, unless another one is it already.
  void ended(int pid) {
    String key = keys.remove(pid);
    if (key != null && !keys.containsValue(key)) {
      watch.stopped(key);
      poller.askNow(key);
    }
  }

  /// Looks which nodes there are and tells what has changed. Strangers may have become nodes.
  void look() {
    strangers.clear();
    lookAround();
  }

  /// Forgets no stranger: where two of them fire in turn, each event would cost a look.
  private synchronized void lookAround() {
    List<FoundNode> found =
        discovery.find(ProcessTable.ofThisMachine(), Declared.executables(config));
    List<Known> known = Declared.match(config, found);
    boolean others =
        !known.isEmpty() || told.keySet().stream().anyMatch(key -> !key.equals(DemoLife.KEY));
    demo.settle(config.demo(), others);
    Map<Integer, String> running = new HashMap<>();
    Map<String, NodeFacts> facts = new LinkedHashMap<>();
    Map<String, Service> wanted = new HashMap<>();
    for (Known node : known) {
      if (facts.size() < Watch.MAX_NODES) {
        facts.put(node.key(), node.facts(tapTrouble.get()));
        if (node.withoutTracepoints().isEmpty()) {
          node.process().ifPresent(process -> running.put(process.pid(), node.key()));
        }
        node.service().ifPresent(service -> wanted.put(node.key(), service));
      }
    }
    demo.running()
        .ifPresent(process -> {
          facts.put(DemoLife.KEY, DemoLife.facts(process, tapTrouble.get()));
          running.put(process.pid(), DemoLife.KEY);
        });
    // Events find a node only while it is known: facts come before its key, and go after it.
    keys.keySet().retainAll(running.keySet());
    if (demo.running().isEmpty() && told.remove(DemoLife.KEY) != null) {
      forget(DemoLife.KEY);
    }
    remember(facts);
    keys.putAll(running);
    ask(wanted);
    nodes = told.values().stream().map(Census::node).toList();
  }

  private void remember(Map<String, NodeFacts> facts) {
    facts.forEach((key, now) -> {
      NodeFacts before = told.put(key, now);
      if (!now.equals(before)) {
        metrics.expect(key);
        watch.node(now);
        if (before != null && !now.process().equals(before.process())) {
          if (now.process().isEmpty()) {
            watch.stopped(key);
          }
          poller.askNow(key);
        }
      }
    });
    // A node whose process has gone is still a node; only one that nobody declares any more is not.
    for (String key : List.copyOf(told.keySet())) {
      NodeFacts before = told.get(key);
      if (!facts.containsKey(key) && before != null && before.process().isPresent()) {
        told.put(key, Known.withoutProcess(before));
        watch.stopped(key);
      }
    }
  }

  private void ask(Map<String, Service> wanted) {
    wanted.forEach((key, service) -> {
      if (!service.equals(services.put(key, service))) {
        poller.put(key, service);
      }
    });
  }

  private void forget(String key) {
    watch.forget(key);
    metrics.forget(key);
  }

  private static Backend.Node node(NodeFacts facts) {
    return new Backend.Node(facts.key(), facts.demo() ? "demo node" : facts.key(), facts.demo());
  }

  private synchronized void forgetUndeclared() {
    List<String> gone = new ArrayList<>();
    told.forEach((key, facts) -> {
      boolean declared = config.nodes().stream().anyMatch(node -> node.key().equals(key));
      if (!declared && facts.process().isEmpty() && !config.discovery()) {
        gone.add(key);
      }
    });
    for (String key : gone) {
      told.remove(key);
      services.remove(key);
      poller.remove(key);
      forget(key);
    }
    nodes = told.values().stream().map(Census::node).toList();
  }
}
