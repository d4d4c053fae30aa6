/// TLS to services whose certificates nobody has signed: pinned by hand or on first use.
///
/// Entry: [vedette.poll.tls.Trust] says whom to believe and makes the context for it,
/// [vedette.poll.tls.Pins] remembers who was met. Everything may be used by any thread.
@NullMarked
package vedette.poll.tls;

import org.jspecify.annotations.NullMarked;
