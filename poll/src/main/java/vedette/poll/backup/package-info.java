/// How backups stand, as Vedette's own backup part answers when it is asked like a service. Entry
/// type: [vedette.poll.backup.BackupService].
@NullMarked
package vedette.poll.backup;

import org.jspecify.annotations.NullMarked;
