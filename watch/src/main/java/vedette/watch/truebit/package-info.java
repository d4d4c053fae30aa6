/// How a TrueBit runner node is: its container, its slots, its tasks, its invoices and what they
/// earned.
///
/// Entry: [vedette.watch.truebit.TruebitKind]. Called by [vedette.watch.service.Services] under its
/// lock.
@NullMarked
package vedette.watch.truebit;

import org.jspecify.annotations.NullMarked;
