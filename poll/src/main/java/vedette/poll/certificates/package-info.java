/// Until when TLS certificates are valid: files, and what servers present.
///
/// Entry: [vedette.poll.certificates.Certificates] is what a [vedette.poll.Poller] asks,
/// [vedette.poll.certificates.CertificatesAnswer] what it says. A server is asked by a handshake
/// only; nothing is sent through the connection, and only those that the owner names are asked.
@NullMarked
package vedette.poll.certificates;

import org.jspecify.annotations.NullMarked;
