/// LND by REST and its streams: found on this machine or configured, polled with the least rights.
///
/// Entry: [vedette.poll.lnd.LndDiscovery] finds nodes, [vedette.poll.lnd.Lnd] is what a
/// [vedette.poll.Poller] asks, [vedette.poll.lnd.LndAnswer] what it says, and
/// [vedette.poll.lnd.LndBackups] fetches and checks channel backups. Streams only tell that
/// something has changed; what is true comes from whole answers. Threads: those of the poller, and
/// one virtual thread for each stream. Nothing here can change anything in a node.
@NullMarked
package vedette.poll.lnd;

import org.jspecify.annotations.NullMarked;
