package vedette.app.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;
import vedette.app.web.auth.Scope;

/// A request that is understood, as data: the server registers it, and the OpenAPI document
/// describes it.
///
/// @param method GET, POST or DELETE
/// @param path with parameters in braces
/// @param scope who may
/// @param about what it does, a sentence
/// @param parameters of path and query
/// @param body what is sent, if anything
/// @param answers status → shape of the body, empty for none
record Route(
    String method,
    String path,
    Scope scope,
    String about,
    List<Parameter> parameters,
    Optional<ObjectNode> body,
    Map<Integer, Optional<Answer>> answers,
    Handler handler) {

  /// Answers it.
  @FunctionalInterface
  interface Handler {
    Reply answer(Call call);
  }

  /// What can be answered with a status.
  record Answer(String type, ObjectNode schema) {}

  /// A parameter.
  ///
  /// @param in `path` or `query`
  record Parameter(String name, String in, boolean required, ObjectNode schema, String about) {}
}
