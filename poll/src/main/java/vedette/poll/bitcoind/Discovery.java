package vedette.poll.bitcoind;

import java.nio.file.Path;
import java.util.List;

/// Finds the nodes that run on this machine, in containers too as far as this user may look, from
/// `/proc`, their command lines and their configuration files. Asks no node anything.
///
/// Remembers which key it gave to which data directory, so that a node keeps its key while others
/// come and go. One thread at a time.
public final class Discovery {
  private final Path proc;

  private Discovery(Path proc) {
    this.proc = proc;
  }

  /// Looks at this machine.
  public static Discovery ofThisMachine() {
    return new Discovery(Path.of("/proc"));
  }

  /// The nodes that run now, by key. Takes some milliseconds.
  public List<FoundNode> find() {
    throw new UnsupportedOperationException(proc.toString());
  }
}
