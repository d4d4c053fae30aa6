/// Asks services how they are, each target alone: what one does cannot delay or end another.
///
/// Entry: [vedette.poll.Poller] asks, [vedette.poll.Reading] is what comes out; each kind of
/// service has a package of its own below, with its answers as records. Answers come on virtual
/// threads, one at a time for each target. Nothing here keeps state about what is true: a consumer
/// folds readings.
@NullMarked
package vedette.poll;

import org.jspecify.annotations.NullMarked;
