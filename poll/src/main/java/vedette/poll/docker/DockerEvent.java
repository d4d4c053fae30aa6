package vedette.poll.docker;

/// Something that happened to a container.
///
/// @param action `start`, `die`, `create`, `destroy`, …
/// @param id the container's
/// @param name the container's, without slash
public record DockerEvent(String action, String id, String name) {}
