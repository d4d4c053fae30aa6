/// What a TrueBit node said, kept in a database of its own beside history's: its log by day and
/// full text, its tasks, its invoices, and how far all that has been read.
///
/// Entry: [vedette.history.truebit.TruebitStore] is the [vedette.poll.truebit.Ledger] that the
/// reading of a node writes, one batch at a time whoever calls;
/// [vedette.history.truebit.TruebitReader] answers questions on the caller's thread. A damaged file
/// is set aside and begun anew: the node's files are read again.
@NullMarked
package vedette.history.truebit;

import org.jspecify.annotations.NullMarked;
