/// A Docker Engine, or podman speaking its API, over its Unix socket: read-only, because nothing
/// but GET is sent; and for owners who allow it [vedette.poll.docker.ContainerExec], which runs the
/// few commands of [vedette.poll.docker.ReadCommand] in a container.
///
/// Entry: [vedette.poll.docker.DockerEngine]. Its calls block the calling thread and end with an
/// interrupt; what they read is bounded. [vedette.poll.docker.Frames] and
/// [vedette.poll.docker.Lines] take the bytes of a log apart and are pure.
@NullMarked
package vedette.poll.docker;

import org.jspecify.annotations.NullMarked;
