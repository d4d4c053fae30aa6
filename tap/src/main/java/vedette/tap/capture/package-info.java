/// Events from files: [vedette.tap.capture.MessageCapture] reads what `bitcoind -capturemessages`
/// writes, [vedette.tap.capture.Recording] and [vedette.tap.capture.RecordingWriter] are Vedette's
/// own capture file (docs/capture-format.md).
///
/// No privileges, no native code, no thread of its own. Every source here is polled by one thread;
/// `stop`, `stats` and `problems` may be called from others.
@NullMarked
package vedette.tap.capture;

import org.jspecify.annotations.NullMarked;
