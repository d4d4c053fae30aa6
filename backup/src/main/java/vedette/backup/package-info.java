/// Copies that must not be lost, proven readable: Lightning's static channel backups and declared
/// files, in a folder of Vedette's own and in the targets that the owner named.
///
/// Entry type: [vedette.backup.Backups]. It has no threads; any thread may call it, also those of
/// several programs at once. The list of what there is lies in one file that is replaced whole, and
/// a copy counts only when it has been read back.
@NullMarked
package vedette.backup;

import org.jspecify.annotations.NullMarked;
