/// The command `vedette tap`: from an event source to lines on standard output.
///
/// Entry: [vedette.app.tap.TapCommand]. The main thread reads the source and writes the lines
/// ([vedette.app.tap.TapRun]); a reader of the lines who is too slow blocks that thread only.
/// Beside it run, as daemons, [vedette.app.tap.Watchdog] (tells losses, ends a run whose writing is
/// stuck) and with `--interactive` a reader of standard input. Signals come on threads of the JVM.
@NullMarked
package vedette.app.tap;

import org.jspecify.annotations.NullMarked;
