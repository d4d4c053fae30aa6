/// What is true of an Electrum server: whether it answers wallets, serves the right chain, and how
/// far it is behind its bitcoind.
///
/// Entry: [vedette.watch.electrum.ElectrumKind]. One thread at a time, as every fold.
@NullMarked
package vedette.watch.electrum;

import org.jspecify.annotations.NullMarked;
