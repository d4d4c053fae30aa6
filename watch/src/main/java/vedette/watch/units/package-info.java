/// The systemd units of the stack: which run, which failed, which start again and again.
///
/// Entry: [vedette.watch.units.UnitsKind].
@NullMarked
package vedette.watch.units;

import org.jspecify.annotations.NullMarked;
