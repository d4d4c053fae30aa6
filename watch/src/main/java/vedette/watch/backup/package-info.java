/// Backups as a service: what is backed up, where copies lie, whether they can be relied on. Entry
/// type: [vedette.watch.backup.BackupKind].
@NullMarked
package vedette.watch.backup;

import org.jspecify.annotations.NullMarked;
