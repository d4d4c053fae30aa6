package vedette.watch.view;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// A peer's stay, once it is over.
///
/// @param id Core's peer id; counts anew when the node restarts
/// @param network ipv4, onion …; empty if not known
/// @param connectedAt ms; empty if it was not told
/// @param endedAt ms; when the end was seen
/// @param end `closed`, `evicted`, `restart` (the node ended) or `unlisted` (RPC no longer lists it
///   and no event told of its end)
/// @param bytesIn payload bytes received that were seen
/// @param misbehaved how often
public record SessionRow(
    long id,
    String address,
    String network,
    String connection,
    boolean inbound,
    Optional<String> userAgent,
    OptionalLong connectedAt,
    long endedAt,
    String end,
    long bytesIn,
    long bytesOut,
    long messagesIn,
    long messagesOut,
    OptionalDouble minPingMs,
    int misbehaved) {}
