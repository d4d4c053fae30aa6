package vedette.poll;

import java.time.Duration;
import java.time.Instant;

/// What one target said to one call, or why it said nothing.
///
/// @param target the target's key, as the configuration or discovery named it
/// @param call what was asked, in the service's own word, such as `getblockchaininfo`
/// @param at when the outcome was known
/// @param took from asking to knowing
/// @param outcome the answer, or what stood in its way
public record Reading(String target, String call, Instant at, Duration took, Outcome outcome) {}
