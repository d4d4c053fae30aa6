/// The machine itself, from `/proc`, `/sys`, its file systems and the kernel's clock: reads, asks
/// nobody, sends nothing.
///
/// Entry: [vedette.poll.machine.Machine] is what a [vedette.poll.Poller] asks,
/// [vedette.poll.machine.MachineAnswer] what it says. Each call reads on its own thread: a file
/// system that hangs holds up its own call and no other.
@NullMarked
package vedette.poll.machine;

import org.jspecify.annotations.NullMarked;
