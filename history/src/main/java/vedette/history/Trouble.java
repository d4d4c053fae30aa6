package vedette.history;

import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteException;

/// What is the matter with the database, in words, and what that means.
///
/// @param kind what can be done about it
/// @param sentence where, what was found, what to do
record Trouble(Kind kind, String sentence) {
  enum Kind {
    /// Somebody else holds it: the same connection will do later.
    LOCKED,
    /// The file cannot be used now: open it anew later.
    UNUSABLE,
    /// The file is damaged.
    DAMAGED,
    /// These entries cannot be written, whatever the file.
    ENTRIES
  }

  static Trouble of(Path file, SQLException broken) {
    int code = broken instanceof SQLiteException sqlite ? sqlite.getResultCode().code & 0xff : -1;
    String says = file + ": ";
    return switch (code) {
      case 5, 6 ->
          new Trouble(
              Kind.LOCKED,
              says
                  + "another process has locked it. Do: end that process; entries wait meanwhile.");
      case 13 ->
          new Trouble(
              Kind.UNUSABLE, says + "the disk is full. Do: make room; it goes on by itself.");
      case 8 ->
          new Trouble(
              Kind.UNUSABLE,
              says + "it may only be read. Do: make the file and its folder writable.");
      case 14, 3, 23 ->
          new Trouble(
              Kind.UNUSABLE,
              says + "it cannot be opened. Do: make its folder exist and be writable.");
      case 10, 7, 15, 9, 4 ->
          new Trouble(
              Kind.UNUSABLE,
              says
                  + "the disk fails ("
                  + broken.getMessage()
                  + "). Do: look at the disk and its space.");
      case 11, 26 ->
          new Trouble(Kind.DAMAGED, says + "it is damaged (" + broken.getMessage() + ").");
      case -1 -> new Trouble(Kind.UNUSABLE, says + broken.getMessage() + ".");
      default ->
          new Trouble(
              Kind.ENTRIES, says + "entries could not be written (" + broken.getMessage() + ").");
    };
  }
}
