/// Bitcoin Core by JSON-RPC: found on this machine or configured, polled with the least rights.
///
/// Entry: [vedette.poll.bitcoind.BitcoindAnswer], what it says.
@NullMarked
package vedette.poll.bitcoind;

import org.jspecify.annotations.NullMarked;
