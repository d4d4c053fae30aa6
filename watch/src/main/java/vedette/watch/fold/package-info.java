/// The folds: each keeps one concern of one node, told by events and readings.
///
/// Entry: [vedette.watch.fold.NodeFold], a node as a whole. No clock, no thread, no lock: times
/// come with what is told, and whoever calls sees to it that calls do not overlap. Everything that
/// a peer can make grow has a bound.
@NullMarked
package vedette.watch.fold;

import org.jspecify.annotations.NullMarked;
