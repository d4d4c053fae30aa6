/// Events for people at a terminal: [EventText] makes one aligned line of each.
///
/// Nothing that a peer chose reaches the terminal as a control character or escape sequence.
@NullMarked
package vedette.event.text;

import org.jspecify.annotations.NullMarked;
