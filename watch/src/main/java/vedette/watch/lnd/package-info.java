/// How an LND is: its wallet's state, its channels, what is in flight and when that expires, what
/// closes, what the chain holds, and until when its certificate is valid.
///
/// Entry: [vedette.watch.lnd.LndKind]. Readings of [vedette.poll.lnd.LndAnswer] are folded by
/// [vedette.watch.lnd.LndFold] into [vedette.watch.lnd.LightningPage] and
/// [vedette.watch.lnd.LndMeasures]. Guarded by the lock of the services, as every kind is.
@NullMarked
package vedette.watch.lnd;

import org.jspecify.annotations.NullMarked;
