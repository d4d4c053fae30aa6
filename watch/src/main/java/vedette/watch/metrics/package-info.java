/// What is true of nodes as metric families for Prometheus: Vedette's own, and those of usdt-dash.
///
/// Entry: [vedette.watch.metrics.Metrics], which takes events (from the thread that polls the tap)
/// and readings (from any thread) and writes expositions at any time, from any thread. Every label
/// value is out of a closed list, and what is not in the list is `other`: whoever talks to a node
/// cannot create series. `docs/metrics.md` is generated from the families that are declared here.
@NullMarked
package vedette.watch.metrics;

import org.jspecify.annotations.NullMarked;
