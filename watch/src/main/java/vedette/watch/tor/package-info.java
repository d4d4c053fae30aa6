/// Tor: whether it has reached the network, and its onion services.
///
/// Entry: [vedette.watch.tor.TorKind].
@NullMarked
package vedette.watch.tor;

import org.jspecify.annotations.NullMarked;
