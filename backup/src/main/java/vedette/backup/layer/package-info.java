/// The second layer of encryption: keeps what copies hold from those who keep the copies. Entry
/// type: [vedette.backup.layer.Layer], which any thread may use.
@NullMarked
package vedette.backup.layer;

import org.jspecify.annotations.NullMarked;
