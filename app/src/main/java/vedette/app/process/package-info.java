/// What commands share that deals with processes: signals to this one, what it hands on to its
/// children, and the demo node as a child.
@NullMarked
package vedette.app.process;

import org.jspecify.annotations.NullMarked;
