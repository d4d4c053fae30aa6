/// OpenBao, and Vault, which answers alike: whether it is sealed. Needs no token and asks for no
/// secret.
///
/// Entry: [vedette.poll.openbao.OpenBao] is what a [vedette.poll.Poller] asks,
/// [vedette.poll.openbao.OpenBaoAnswer] what it says.
@NullMarked
package vedette.poll.openbao;

import org.jspecify.annotations.NullMarked;
