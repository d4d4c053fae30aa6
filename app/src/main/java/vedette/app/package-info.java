/// The command line and the wiring of everything below it.
///
/// Entry: [vedette.app.Vedette]. The only module that sees all the others; it runs on the class
/// path and exports nothing. `main` runs the chosen command on the main thread and ends the process
/// with its exit code.
@NullMarked
package vedette.app;

import org.jspecify.annotations.NullMarked;
