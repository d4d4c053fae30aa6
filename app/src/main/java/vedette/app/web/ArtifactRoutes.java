package vedette.app.web;

import static vedette.app.web.SessionRoutes.ordered;
import static vedette.app.web.TruebitShapes.get;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import vedette.app.truebit.NodeAccess;
import vedette.app.truebit.TruebitNodes;
import vedette.app.web.auth.Scope;
import vedette.app.web.json.ViewJson;
import vedette.history.truebit.TaskRow;
import vedette.poll.Words;
import vedette.poll.truebit.Artifact;
import vedette.poll.truebit.Artifacts;

/// The programs that a TrueBit node prepared for its tasks, under the names that programs for a
/// TrueBit monitor know. They need the password of tasks' data.
///
/// What is asked for names no file: a task is looked up, its program's hash is compared, and only
/// where programs of this hash are is read.
final class ArtifactRoutes {
  private static final String TYPE = "wasm_prepared";

  private final TruebitRoutes node;

  /// One at a time: each is in memory as a whole.
  private final Semaphore one = new Semaphore(1);

  ArtifactRoutes(TruebitRoutes node) {
    this.node = node;
  }

  List<Route> routes() {
    return List.of(
        get(
            "/api/tasks/{id}/artifacts",
            Scope.READ,
            "The programs that the node prepared for a task.",
            List.of(TruebitShapes.id(), TruebitShapes.password()),
            Schemas.object(ordered("artifacts", Schemas.array(shape()))),
            this::list),
        new Route(
            "GET",
            "/api/tasks/{id}/artifacts/{hash}",
            Scope.READ,
            "Such a program's bytes.",
            List.of(
                TruebitShapes.id(),
                StateRoutes.path("hash", "Its hash."),
                TruebitShapes.password()),
            Optional.empty(),
            Map.of(200, Optional.of(new Route.Answer("application/octet-stream", Schemas.text()))),
            this::bytes));
  }

  private static ObjectNode shape() {
    return Schemas.object(
        ordered(
            "execution_id", Schemas.text(),
            "artifact_type", Schemas.words(TYPE),
            "hash", Schemas.text(),
            "path", Schemas.text(),
            "size_bytes", Schemas.whole(),
            "created_at?", Schemas.text()));
  }

  private Reply list(Call call) {
    node.demandPassword(call);
    TaskRow task = node.taskOf(call);
    Optional<String> hash = task.wasmHash().flatMap(Artifacts::hash);
    ObjectNode tree = ViewJson.object();
    ArrayNode all = tree.putArray("artifacts");
    for (Artifact artifact : hash.isEmpty() ? List.<Artifact>of() : found(hash.get())) {
      ObjectNode one =
          all.addObject()
              .put("execution_id", task.executionId())
              .put("artifact_type", TYPE)
              .put("hash", artifact.hash())
              .put("path", artifact.path())
              .put("size_bytes", artifact.size());
      TruebitJson.time(one, "created_at", artifact.createdAt());
    }
    return Reply.json(tree);
  }

  private Reply bytes(Call call) {
    node.demandPassword(call);
    String hash =
        Artifacts.hash(call.path("hash"))
            .orElseThrow(() -> Call.bad("hash", "64 hexadecimal digits"));
    TaskRow task = node.taskOf(call);
    String own =
        task.wasmHash()
            .flatMap(Artifacts::hash)
            .filter(of -> of.equalsIgnoreCase(hash))
            .orElseThrow(ArtifactRoutes::none);
    if (!one.tryAcquire()) {
      throw ApiError.later("another program is being fetched", 5);
    }
    try {
      Artifact artifact = found(own).stream().findFirst().orElseThrow(ArtifactRoutes::none);
      long most = node.node().config().programs().largest();
      if (artifact.size() > most) {
        throw new ApiError(
            413,
            "size",
            "it has %d bytes, and truebit.artifact-size is %d".formatted(artifact.size(), most));
      }
      byte[] bytes = read(artifact, most);
      node.audit(call, "task_artifact", task.executionId());
      return new Reply(200, "application/octet-stream", bytes, Map.of())
          .with(
              "Content-Disposition",
              "attachment; filename=\"%s.wasm\"".formatted(own.toLowerCase(Locale.ROOT)));
    } finally {
      one.release();
    }
  }

  private static ApiError none() {
    return new ApiError(404, "artifact", "this task has no such program, or it is gone");
  }

  private Artifacts artifacts() {
    TruebitNodes.Watched watched = node.node();
    return NodeAccess.artifacts(watched.config())
        .orElseThrow(() ->
            new ApiError(
                404,
                "artifact",
                "Vedette does not see the node's programs. Do: mount the node's wasm-files and name"
                    + " it in truebit.artifacts, or allow truebit.exec"));
  }

  private List<Artifact> found(String hash) {
    return tried(() -> artifacts().find(hash));
  }

  private byte[] read(Artifact artifact, long most) {
    return tried(() -> artifacts().read(artifact, most));
  }

  private interface Reading<T> {
    T done() throws IOException, InterruptedException;
  }

  private static <T> T tried(Reading<T> reading) {
    try {
      return reading.done();
    } catch (IOException broken) {
      throw new ApiError(503, "artifact", Words.oneLine(String.valueOf(broken.getMessage()), 200));
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw new ApiError(503, "artifact", "Vedette ends");
    }
  }
}
