/// A TrueBit runner node: what its log, its EventDB and the container engine say of it.
///
/// Entry: [vedette.poll.truebit.Truebit] is the service that is polled. [LogAssembler] makes
/// entries of lines, [LogGrammar] says what an entry means, [NodeMessages] reads the node's JSON;
/// these are pure, total and bounded. What is kept goes to a [Ledger], which somebody else
/// provides.
@NullMarked
package vedette.poll.truebit;

import org.jspecify.annotations.NullMarked;
