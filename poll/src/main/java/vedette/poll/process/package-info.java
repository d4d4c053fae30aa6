/// What runs on this machine, told by `/proc`: processes, how they were started, where they listen.
///
/// Entry: [vedette.poll.process.ProcessTable] finds processes by the names of their programs, those
/// of containers too; what their arguments mean is known to the package of their kind. Everything
/// may be used by any thread but [vedette.poll.process.Keys].
@NullMarked
package vedette.poll.process;

import org.jspecify.annotations.NullMarked;
