/// What people type, and what they are told.
///
/// [vedette.app.cli.Cli] picks a [vedette.app.cli.Command] from the list it was given by name,
/// makes only that one, and turns however it ends into an [vedette.app.cli.ExitCode];
/// [vedette.app.cli.Complaints] prints every error. No threads of its own.
@NullMarked
package vedette.app.cli;

import org.jspecify.annotations.NullMarked;
