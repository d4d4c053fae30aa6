/// The JSON contract of events: one object a line, described in docs/events.md.
@NullMarked
package vedette.event.json;

import org.jspecify.annotations.NullMarked;
