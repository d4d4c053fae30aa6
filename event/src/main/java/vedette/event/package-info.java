/// What can happen on a node: the sealed [Event] with one record for each tracepoint of Bitcoin
/// Core, named as Core names it, and [Selection], the language that picks events.
///
/// Pure values: no clock, file, thread or kernel. Everything is immutable and may be shared between
/// threads. Unknown is never invented: a number that is not known is [Peer#UNKNOWN_ID] or an empty
/// optional, a word that is not known is the empty string, and the JSON forms leave both out.
@NullMarked
package vedette.event;

import org.jspecify.annotations.NullMarked;
