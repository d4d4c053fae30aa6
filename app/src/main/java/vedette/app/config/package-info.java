/// Configuration: `vedette.yaml`, environment and command line become one [Config], or a list of
/// everything that is wrong with them.
///
/// Every setting is described once, in [Settings]; the reader, the JSON Schema, the table in
/// docs/configuration.md and `vedette config` are made from that. Nothing here is shared between
/// threads but immutable values.
@NullMarked
package vedette.app.config;

import org.jspecify.annotations.NullMarked;
