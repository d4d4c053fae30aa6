package vedette.app.web.json;

import tools.jackson.databind.node.ObjectNode;
import vedette.event.SelectionException;

/// What is wrong with a selection, for a selection bar.
public final class SelectionJson {
  private SelectionJson() {}

  /// `{"error":{"message","code","at","length","nearest"}}`; `at` counts from 0.
  public static ObjectNode error(SelectionException e) {
    ObjectNode all = ViewJson.object();
    ObjectNode error =
        all.putObject("error")
            .put("message", String.valueOf(e.getMessage()))
            .put("code", "selection")
            .put("at", e.column() - 1)
            .put("length", e.found().length());
    e.nearest().ifPresent(nearest -> error.put("nearest", nearest));
    return all;
  }
}
