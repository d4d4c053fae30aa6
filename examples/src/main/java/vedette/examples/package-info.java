/// Programs that use the tap as a library; docs/library.md walks through them.
@NullMarked
package vedette.examples;

import org.jspecify.annotations.NullMarked;
