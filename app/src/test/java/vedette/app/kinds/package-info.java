/// What people and programs are shown of every kind of service in every state.
@NullMarked
package vedette.app.kinds;

import org.jspecify.annotations.NullMarked;
