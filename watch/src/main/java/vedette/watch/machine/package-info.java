/// The machine: what is true of its disks, memory, load, temperature and clock.
///
/// Entry: [vedette.watch.machine.MachineKind]. [vedette.watch.machine.Trend] tells when a disk is
/// full.
@NullMarked
package vedette.watch.machine;

import org.jspecify.annotations.NullMarked;
