/// Tor by its control port: whether it has reached the network, and whether its onion services are
/// published. Asks, sets nothing, and takes no address of a circuit or a stream.
///
/// Entry: [vedette.poll.tor.Tor] is what a [vedette.poll.Poller] asks, [vedette.poll.tor.TorAnswer]
/// what it says. One connection asks and a second one listens to what is published. Source: Tor's
/// control protocol, `control-spec`.
@NullMarked
package vedette.poll.tor;

import org.jspecify.annotations.NullMarked;
