package vedette.watch.service;

import java.util.OptionalLong;
import vedette.watch.view.State;

/// How a service is.
///
/// @param word the state in words, such as "wallet locked": at most 40 characters
/// @param detail a line of why, or what to do; may be empty
/// @param asOf when it was last heard of, ms; empty if never
public record Standing(State state, String word, String detail, OptionalLong asOf) {}
