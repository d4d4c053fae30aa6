/// Places where copies are kept: a folder, SFTP, WebDAV, S3, restic, a command. Entry types:
/// [vedette.backup.target.Target], which is data, and [vedette.backup.target.Place], which is open
/// and belongs to one thread at a time.
@NullMarked
package vedette.backup.target;

import org.jspecify.annotations.NullMarked;
