/// Reads JSON of others with suspicion.
///
/// Entry: [vedette.poll.json.Fields] reads the members of an object, [vedette.poll.json.Malformed]
/// says what was not as expected, [vedette.poll.json.Json] parses within bounds. Pure; any thread.
@NullMarked
package vedette.poll.json;

import org.jspecify.annotations.NullMarked;
