/// Events as JSON: [EventJson] writes Vedette's own contract (docs/events.md,
/// docs/events.schema.json), [BitcointapJson] the exact shape of bitcointap. One object a line,
/// UTF-8, ended by `\n`.
///
/// Both write by streaming, without reflection and without a tree, and reuse their buffers: an
/// event costs the objects of its decoding and next to none of its own. A writer belongs to one
/// thread at a time.
@NullMarked
package vedette.event.json;

import org.jspecify.annotations.NullMarked;
