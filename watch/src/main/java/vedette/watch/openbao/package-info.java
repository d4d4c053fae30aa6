/// OpenBao as a service: whether it is there, unsealed and active. Entry type:
/// [vedette.watch.openbao.OpenBaoKind].
@NullMarked
package vedette.watch.openbao;

import org.jspecify.annotations.NullMarked;
