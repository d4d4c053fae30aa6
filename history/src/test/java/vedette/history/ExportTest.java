package vedette.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static vedette.history.Fixture.T0;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportTest {
  @TempDir Path folder;

  @Test
  void csvIsQuotedAndUnknownIsEmpty() throws Exception {
    try (History history = History.open(Fixture.options(folder))) {
      history.happening(
          new Happening(
              "main", T0, OptionalLong.empty(), "a", "", "ok", "Said \"no\",\nthen went."));
      Fixture.flush(history);
      assertThat(
              export(history, ExportOptions.What.HAPPENINGS, ExportOptions.Format.CSV, List.of()))
          .isEqualTo(
              "time,node,kind,subject,level,text,until\n"
                  + T0
                  + ",main,a,,ok,\"Said \"\"no\"\",\nthen went.\",\n");
    }
  }

  @Test
  void ndjsonHasNoNullsAndEscapesWhatTerminalsObey() throws Exception {
    try (History history = History.open(Fixture.options(folder))) {
      history.happening(
          new Happening(
              "main", T0, OptionalLong.empty(), "a", "", "ok", "\u001b[1m\"ä\ud83d\ude00"));
      Fixture.flush(history);
      assertThat(
              export(
                  history, ExportOptions.What.HAPPENINGS, ExportOptions.Format.NDJSON, List.of()))
          .isEqualTo(
              "{\"time\":"
                  + T0
                  + ",\"node\":\"main\",\"kind\":\"a\",\"subject\":\"\",\"level\":\"ok\",\"text\":"
                  + "\"\\u001b[1m\\\"ä\\ud83d\\ude00\"}\n");
    }
  }

  @Test
  void everyRowOfManyPortionsIsThereOnce() throws Exception {
    try (History history = History.open(Fixture.options(folder))) {
      for (int i = 0; i < 6_000; i++) {
        history.sample("main", "x", "", T0 + i * 10_000L, i);
        history.sample("main", "y", "", T0 + i * 10_000L, i);
      }
      Fixture.flush(history);
      List<String> both =
          export(history, ExportOptions.What.SERIES_10S, ExportOptions.Format.CSV, List.of())
              .lines()
              .toList();
      assertThat(both).hasSize(12_001).doesNotHaveDuplicates();
      List<String> one =
          export(history, ExportOptions.What.SERIES_10S, ExportOptions.Format.CSV, List.of("y"))
              .lines()
              .toList();
      assertThat(one).hasSize(6_001);
      assertThat(one.get(1)).isEqualTo(T0 + ",main,y,,1,0.0,0.0,0.0,0.0");
    }
  }

  @Test
  void everyKindCanBeExported() throws Exception {
    try (History history = History.open(Fixture.options(folder))) {
      history.sample("main", "x", "", T0, 1);
      history.block(Fixture.block("aa", 1, T0));
      history.session(Fixture.session(1, T0, OptionalLong.empty()));
      history.reasons("main", T0, Reasons.What.REMOVED, java.util.Map.of("expiry", 1L));
      history.happening(new Happening("main", T0, OptionalLong.empty(), "a", "", "ok", "It was."));
      Fixture.flush(history);
      for (ExportOptions.What what : ExportOptions.What.values()) {
        for (ExportOptions.Format format : ExportOptions.Format.values()) {
          int headings = format == ExportOptions.Format.CSV ? 1 : 0;
          assertThat(export(history, what, format, List.of()).lines())
              .as("%s %s", what, format)
              .hasSize(1 + headings);
        }
      }
    }
  }

  private static String export(
      History history, ExportOptions.What what, ExportOptions.Format format, List<String> names)
      throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ExportOptions options = new ExportOptions(what, format, "main", names, 0, Long.MAX_VALUE);
    long _ = Export.write(history.reader(), options, out);
    return out.toString(UTF_8);
  }
}
