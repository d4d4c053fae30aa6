/// Units of systemd, as the system's manager has them: reads, starts and stops nothing.
///
/// Entry: [vedette.poll.units.Units] is what a [vedette.poll.Poller] asks,
/// [vedette.poll.units.UnitsAnswer] what it says. The manager is asked by `systemctl show`, one
/// bounded process for all units: it is there wherever systemd is, speaks every version's protocol,
/// and a message bus of our own for one question would be the larger part of this package.
@NullMarked
package vedette.poll.units;

import org.jspecify.annotations.NullMarked;
