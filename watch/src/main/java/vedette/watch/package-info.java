/// Folds events and readings into what is true now.
///
/// Entry: `vedette.watch.Watch`, which takes events (from the thread that polls the tap) and
/// readings (from any thread) and gives immutable views of the present at any time. The same folds
/// run over a replayed capture. `vedette.watch.view` is what comes out; `vedette.watch.metrics` the
/// same facts as metric families.
@NullMarked
package vedette.watch;

import org.jspecify.annotations.NullMarked;
