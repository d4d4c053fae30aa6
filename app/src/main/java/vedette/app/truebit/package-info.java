/// The TrueBit node of this machine: its ledger, open once however many ask, and what is kept of it
/// as it comes.
///
/// Entry: [vedette.app.truebit.TruebitNodes]. `vedette.app.services` makes the service that is
/// polled, `vedette.app.web` answers questions about it.
@NullMarked
package vedette.app.truebit;

import org.jspecify.annotations.NullMarked;
