/// What a service says to systemd: ready, reloading, stopping, still alive.
///
/// Entry: [vedette.app.systemd.Notify]. Threads: any.
@NullMarked
package vedette.app.systemd;

import org.jspecify.annotations.NullMarked;
