package vedette.poll.truebit;

import java.time.Instant;
import java.util.Optional;

/// A program that the node has prepared to run.
///
/// @param hash 64 hex digits, as the node writes them
/// @param path in the node's container
/// @param createdAt when it was prepared, if that is known
public record Artifact(String hash, String path, long size, Optional<Instant> createdAt) {}
