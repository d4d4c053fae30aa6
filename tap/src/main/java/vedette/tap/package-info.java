/// Events from a node: live through eBPF (`Tap`), from the directory that `bitcoind
/// -capturemessages` writes (`MessageCapture`), and from Vedette's own capture files (`Recording`).
/// All three are an [EventSource].
///
/// A source is polled by one thread and closed by whoever opened it; only [EventSource#stop] and
/// [EventSource#stats] may be called from others. Nothing here starts a thread of its own unless it
/// says so.
@NullMarked
package vedette.tap;

import org.jspecify.annotations.NullMarked;
