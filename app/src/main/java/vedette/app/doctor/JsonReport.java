package vedette.app.doctor;

import java.io.OutputStream;
import java.util.Locale;
import vedette.event.json.JsonDocument;
import vedette.tap.NodeInspection;

/// A report for scripts: one JSON object on one line; docs/doctor.md has its keys.
final class JsonReport {
  private JsonReport() {}

  /// @param out gets it; not closed
  static void write(Report report, OutputStream out) {
    try (JsonDocument json = new JsonDocument(out)) {
      json.startObject();
      json.number("exit", report.exitCode());
      json.startArray("checks");
      for (Report.Line line : report.lines()) {
        json.startObject();
        json.text("id", line.id());
        json.text("title", line.title());
        line.node().ifPresent(node -> node(json, node.inspection()));
        finding(json, line.finding());
        json.endObject();
      }
      json.endArray();
      json.endObject();
      json.endLine();
    }
  }

  private static void node(JsonDocument json, NodeInspection node) {
    json.startObject("node");
    node.pid().ifPresent(pid -> json.number("pid", pid));
    json.text("name", node.name());
    json.knownText("executable", node.executable());
    json.endObject();
  }

  private static void finding(JsonDocument json, Finding finding) {
    json.text("result", finding.verdict().name().toLowerCase(Locale.ROOT));
    if (finding.verdict() == Finding.Verdict.FAILURE) {
      json.truth("retry", finding.passing());
    }
    json.text("finding", finding.sentence());
    json.knownText("remedy", finding.remedy());
    json.knownText("detail", finding.detail());
  }
}
