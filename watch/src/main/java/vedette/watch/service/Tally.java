package vedette.watch.service;

import java.util.Map;
import java.util.OptionalLong;
import vedette.poll.Trouble;
import vedette.watch.view.State;

/// How a service stands and how asking it went since it is watched.
///
/// @param since since when it is in this state, ms
/// @param asOf when it was last heard of, ms; empty if never
/// @param outages how often it was well and then not
/// @param answered calls that were answered
/// @param failed calls that were not, by what was wrong
/// @param dropped measured values that were left out because they were too many
public record Tally(
    String service,
    String kind,
    State state,
    long since,
    OptionalLong asOf,
    long outages,
    long answered,
    Map<Trouble, Long> failed,
    long dropped) {}
