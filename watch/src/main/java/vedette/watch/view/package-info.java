/// What is true now, as immutable records: the contract between the folds and everything that shows
/// them.
///
/// The web API writes these records as JSON objects whose keys are the components' names in lower
/// snake case; an empty `Optional` is an absent key, never null, never a made-up zero. Times are
/// milliseconds since the epoch, durations say their unit in the name, fee rates are satoshi per
/// kvB, hashes are hex in RPC byte order. Every list and map is bounded; its documentation says by
/// what.
@NullMarked
package vedette.watch.view;

import org.jspecify.annotations.NullMarked;
