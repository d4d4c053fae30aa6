package vedette.poll.truebit;

import java.time.Instant;
import java.util.Optional;

/// How reading goes.
///
/// @param from `files`, `engine`, or empty if nothing is read
/// @param entries read since the start
/// @param behind bytes of logs that are still to be read; 0 through the engine
/// @param lastReadAt when something was read last
/// @param records of EventDB read since the start
/// @param trouble a sentence if something cannot be read or kept, otherwise empty
public record FollowState(
    String from,
    long entries,
    long behind,
    Optional<Instant> lastReadAt,
    long records,
    String trouble) {}
