package vedette.history;

import static org.assertj.core.api.Assertions.assertThat;
import static vedette.history.Fixture.T0;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnalysisDocsTest {
  private static final Path DOC = Path.of("..", "docs", "analysis.md");

  @TempDir Path folder;

  @Test
  void everyQueryOfTheDocumentFindsSomething() throws Exception {
    List<String> queries = queries();
    assertThat(queries).hasSizeGreaterThan(10);
    HistoryOptions options = Fixture.options(folder);
    fill(options);
    try (HistoryReader reader = HistoryReader.open(options.file(), Fixture.PATIENCE)) {
      for (String query : queries) {
        int rows =
            reader.ask(connection -> {
              try (var statement = connection.createStatement();
                  ResultSet row = statement.executeQuery(query)) {
                int count = 0;
                while (row.next()) {
                  count++;
                }
                return count;
              }
            });
        assertThat(rows).as(query).isPositive();
      }
    }
  }

  @Test
  void everyColumnIsDescribed() throws Exception {
    HistoryOptions options = Fixture.options(folder);
    fill(options);
    String doc = Files.readString(DOC);
    TreeSet<String> missing = new TreeSet<>();
    try (HistoryReader reader = HistoryReader.open(options.file(), Fixture.PATIENCE)) {
      String sql =
          "SELECT m.name, p.name FROM sqlite_schema m, pragma_table_info(m.name) p"
              + " WHERE m.type = 'table' AND m.name NOT IN ('writer', 'sqlite_stat1')";
      int columns =
          reader.ask(connection -> {
            try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
              int count = 0;
              while (row.next()) {
                count++;
                if (!doc.contains("`" + row.getString(2) + "`")) {
                  missing.add(row.getString(1) + "." + row.getString(2));
                }
              }
              return count;
            }
          });
      assertThat(columns).isGreaterThan(50);
    }
    assertThat(missing).isEmpty();
  }

  private static List<String> queries() throws Exception {
    List<String> queries = new ArrayList<>();
    Matcher block =
        Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(DOC));
    while (block.find()) {
      queries.add(block.group(1));
    }
    return queries;
  }

  private static void fill(HistoryOptions options) throws Exception {
    try (History history = History.open(options)) {
      for (int i = 0; i < 500; i++) {
        for (String name : List.of("mempool_bytes", "peers", "bytes_in_per_second")) {
          history.sample("main", name, "bytes", T0 + i * 10_000L, i);
        }
      }
      for (int i = 0; i < 20; i++) {
        history.block(Fixture.block("hash" + i, 800_000 + i / 2, T0 + i * 600_000L));
        history.session(Fixture.session(i % 3, T0 + i, OptionalLong.of(T0 + 100_000)));
      }
      history.reasons("main", T0, Reasons.What.REJECTED, Map.of("min relay fee not met", 3L));
      history.happening(
          new Happening("main", T0, OptionalLong.empty(), "node_gone", "", "error", "It went."));
      Fixture.flush(history);
    }
  }
}
