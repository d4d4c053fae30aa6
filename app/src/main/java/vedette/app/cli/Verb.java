package vedette.app.cli;

import java.util.function.Supplier;

/// A word of the command line and how to get its command.
///
/// @param name the word, lower case
/// @param summary one line for `vedette --help`, no full stop
/// @param maker makes the command; called at most once, and only when somebody typed `name`. Give
///   it a lambda, so that neither the command's class nor anything it needs is loaded before (a
///   constructor reference loads the class as soon as it is made).
public record Verb(String name, String summary, Supplier<? extends Command> maker) {}
