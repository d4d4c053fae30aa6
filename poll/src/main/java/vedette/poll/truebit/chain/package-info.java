/// What two block chains say of a TrueBit node: its stake and its registration, by JSON-RPC from
/// endpoints that the owner names. Knows nothing of the node itself.
///
/// Entry: [vedette.poll.truebit.chain.ChainReader], which any thread may use. Nothing is asked
/// unless an endpoint is set: whoever runs it learns the node's address and when it is looked at.
@NullMarked
package vedette.poll.truebit.chain;

import org.jspecify.annotations.NullMarked;
