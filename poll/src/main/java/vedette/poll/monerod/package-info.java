/// monerod by its RPC: found on this machine or configured, open, restricted, with a login, over
/// TLS.
///
/// Entry: [vedette.poll.monerod.Discovery] finds nodes, [vedette.poll.monerod.Monerod] is what a
/// [vedette.poll.Poller] asks, [vedette.poll.monerod.MonerodAnswer] what it says. What is asked and
/// how often: docs/services/monerod.md.
@NullMarked
package vedette.poll.monerod;

import org.jspecify.annotations.NullMarked;
