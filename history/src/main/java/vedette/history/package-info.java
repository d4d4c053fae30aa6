/// What was when: rollups of the main series, blocks, peers' sessions and mempool reasons in
/// SQLite, and recordings of raw events in capture files.
///
/// One thread writes, in batches, from a bounded queue; reading has connections of its own and
/// happens on the caller's thread. A full disk, a locked or a damaged database degrade history
/// only: what cannot be kept is counted and said.
@NullMarked
package vedette.history;

import org.jspecify.annotations.NullMarked;
