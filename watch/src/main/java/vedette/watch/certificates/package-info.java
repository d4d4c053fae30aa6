/// TLS certificates: which ends first, which has ended.
///
/// Entry: [vedette.watch.certificates.CertificatesKind].
@NullMarked
package vedette.watch.certificates;

import org.jspecify.annotations.NullMarked;
