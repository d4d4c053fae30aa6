/// monerod: what its answers say of how it is, and what is measured of it.
///
/// Entry: [vedette.watch.monerod.MonerodKind]. Guarded by the lock of
/// [vedette.watch.service.Services].
@NullMarked
package vedette.watch.monerod;

import org.jspecify.annotations.NullMarked;
