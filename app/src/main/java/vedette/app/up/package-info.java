/// The command `vedette up`: the daemon that watches, and the wiring of everything it is made of.
///
/// Entry: [vedette.app.up.UpCommand]. [vedette.app.up.Daemon] opens the parts in their order and
/// closes them in reverse. Threads: `vedette-tap` polls the tap and folds its events;
/// `vedette-care` looks for nodes and lets time pass, once a second; polls and web requests are
/// virtual threads; history has a thread of its own. A part that fails says so on the system page
/// and does not end the others.
@NullMarked
package vedette.app.up;

import org.jspecify.annotations.NullMarked;
