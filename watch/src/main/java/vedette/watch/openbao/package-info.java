/// OpenBao: whether it is sealed.
///
/// Entry: [vedette.watch.openbao.OpenBaoKind].
@NullMarked
package vedette.watch.openbao;

import org.jspecify.annotations.NullMarked;
