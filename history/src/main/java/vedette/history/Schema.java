package vedette.history;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The tables, and how a file of an earlier version gets them. Version n is what the scripts 1 to n
/// made; `user_version` has the number.
final class Schema {
  /// What a file is to this program.
  enum Fit {
    /// Ours, of this version or an earlier one, or empty.
    FITS,
    /// Of a later version.
    NEWER,
    /// Somebody else's.
    FOREIGN
  }

  private final List<String> scripts;

  /// @param scripts the migrations in order
  Schema(List<String> scripts) {
    this.scripts = List.copyOf(scripts);
  }

  /// The migrations of this program.
  static Schema present() {
    return new Schema(List.of(script("001.sql")));
  }

  /// The same with one more migration.
  Schema followedBy(String script) {
    List<String> more = new ArrayList<>(scripts);
    more.add(script);
    return new Schema(more);
  }

  int version() {
    return scripts.size();
  }

  Fit fit(Connection connection) throws SQLException {
    long application = Database.number(connection, "PRAGMA application_id");
    if (application != Database.APPLICATION) {
      boolean empty = Database.number(connection, "SELECT count(*) FROM sqlite_schema") == 0;
      return application == 0 && empty ? Fit.FITS : Fit.FOREIGN;
    }
    return Database.number(connection, "PRAGMA user_version") > version() ? Fit.NEWER : Fit.FITS;
  }

  /// Brings a file that fits to this version, each step as one transaction.
  void migrate(Connection connection) throws SQLException {
    long has = Database.number(connection, "PRAGMA user_version");
    for (int step = (int) has + 1; step <= version(); step++) {
      Database.execute(connection, "BEGIN IMMEDIATE");
      try (var statement = connection.createStatement()) {
        int _ = statement.executeUpdate(scripts.get(step - 1));
        statement.execute("PRAGMA application_id = " + Database.APPLICATION);
        statement.execute("PRAGMA user_version = " + step);
        statement.execute("COMMIT");
      } catch (SQLException broken) {
        rollBack(connection);
        throw broken;
      }
    }
  }

  static void rollBack(Connection connection) {
    try {
      Database.execute(connection, "ROLLBACK");
    } catch (SQLException none) {
      // SQLite has rolled back by itself, or the connection is closed next.
    }
  }

  private static String script(String name) {
    try (InputStream in = Schema.class.getResourceAsStream("migrations/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks migrations/" + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
