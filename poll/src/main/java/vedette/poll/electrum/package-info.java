/// Electrum servers (electrs, Fulcrum and others) by the Electrum protocol, and by the figures that
/// some of them show over HTTP.
///
/// Entry: [vedette.poll.electrum.Electrum] is what a [vedette.poll.Poller] asks,
/// [vedette.poll.electrum.ElectrumAnswer] what it says, [vedette.poll.electrum.ElectrumDiscovery]
/// finds servers on this machine. One connection for each server, kept open, read by a virtual
/// thread of its own; a tip that is pushed makes the poller ask. What is asked, how often, and what
/// of Fulcrum's figures is never read: docs/services/electrum.md.
@NullMarked
package vedette.poll.electrum;

import org.jspecify.annotations.NullMarked;
