/// What polls by HTTP have in common: where it may go, bounded answers, words for what fails.
///
/// Entry: [vedette.poll.rpc.Http] asks one service, [vedette.poll.rpc.Endpoints] checks where it
/// is. Everything may be used by any thread.
@NullMarked
package vedette.poll.rpc;

import org.jspecify.annotations.NullMarked;
