/// What commands share that deals with processes: signals to this one, and the demo node as a
/// child.
@NullMarked
package vedette.app.process;

import org.jspecify.annotations.NullMarked;
