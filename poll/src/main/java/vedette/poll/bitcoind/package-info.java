/// Bitcoin Core by JSON-RPC: found on this machine or configured, polled with the least rights.
///
/// Entry: [vedette.poll.bitcoind.Discovery] finds nodes, [vedette.poll.bitcoind.Bitcoind] is what a
/// [vedette.poll.Poller] asks, [vedette.poll.bitcoind.BitcoindAnswer] what it says. What is asked,
/// how often, and the words for what goes wrong: docs/polling.md.
@NullMarked
package vedette.poll.bitcoind;

import org.jspecify.annotations.NullMarked;
