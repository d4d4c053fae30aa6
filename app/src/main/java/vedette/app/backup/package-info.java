/// Backups as the settings want them: made and proven by the daemon ([vedette.app.backup.Keeping]),
/// or by hand ([vedette.app.backup.BackupCommand]).
@NullMarked
package vedette.app.backup;

import org.jspecify.annotations.NullMarked;
