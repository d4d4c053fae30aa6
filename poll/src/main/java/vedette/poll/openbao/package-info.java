/// OpenBao, and Vault where it is the same: secrets by KV version 2, keys by transit, logging in by
/// token or AppRole. Entry type: [vedette.poll.openbao.OpenBao], which any thread may use and which
/// keeps nothing but its own token.
@NullMarked
package vedette.poll.openbao;

import org.jspecify.annotations.NullMarked;
