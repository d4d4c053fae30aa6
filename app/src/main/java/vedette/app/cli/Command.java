package vedette.app.cli;

import java.util.function.Supplier;

/// A word of the command line and how to get its command.
///
/// `body` is called at most once, and only when somebody typed `name`: give it a constructor
/// reference, so that neither the command's class nor anything it needs is loaded before. The
/// object is an annotated picocli command, or a picocli `CommandSpec`, that is a
/// `Callable<Integer>` or a `Runnable`. The options `--help` and `--debug` are added to it.
///
/// @param name the word, lower case
/// @param summary one line for `vedette --help`, no full stop
/// @param body makes the command
public record Command(String name, String summary, Supplier<Object> body) {}
