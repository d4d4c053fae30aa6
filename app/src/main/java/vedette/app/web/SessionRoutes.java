package vedette.app.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import vedette.app.web.api.Backend;
import vedette.app.web.api.Topic;
import vedette.app.web.auth.Scope;
import vedette.app.web.auth.Sessions;
import vedette.app.web.auth.Tokens;
import vedette.app.web.json.PublicView;
import vedette.app.web.json.ViewJson;
import vedette.watch.view.SystemView;

/// Logging in and out, and tokens for programs.
final class SessionRoutes {
  private final Parts parts;

  SessionRoutes(Parts parts) {
    this.parts = parts;
  }

  List<Route> routes() {
    return List.of(
        new Route(
            "GET",
            "/api/v1/session",
            Scope.PUBLIC,
            "Who one is and what there is.",
            List.of(),
            Optional.empty(),
            answers(200, json(sessionSchema())),
            this::session),
        new Route(
            "POST",
            "/api/v1/session",
            Scope.NONE,
            "Logs in; the answer sets a cookie.",
            List.of(),
            Optional.of(Schemas.object(Map.of("password", Schemas.text()))),
            answers(204, Optional.empty()),
            this::logIn),
        new Route(
            "DELETE",
            "/api/v1/session",
            Scope.READ,
            "Logs out.",
            List.of(),
            Optional.empty(),
            answers(204, Optional.empty()),
            this::logOut),
        new Route(
            "GET",
            "/api/v1/tokens",
            Scope.ADMIN,
            "API tokens, without their secrets.",
            List.of(),
            Optional.empty(),
            answers(200, json(Schemas.object(Map.of("tokens", Schemas.array(tokenSchema(false)))))),
            _ -> tokens()),
        new Route(
            "POST",
            "/api/v1/tokens",
            Scope.ADMIN,
            "Makes an API token; its secret is in this answer only.",
            List.of(),
            Optional.of(
                Schemas.object(
                    ordered(
                        "name", Schemas.text().put("pattern", "^" + Tokens.NAME + "$"),
                        "scope", Schemas.words("read", "admin")))),
            answers(201, json(tokenSchema(true))),
            this::makeToken),
        new Route(
            "DELETE",
            "/api/v1/tokens/{id}",
            Scope.ADMIN,
            "Takes a token away.",
            List.of(new Route.Parameter("id", "path", true, Schemas.text(), "The token's id.")),
            Optional.empty(),
            answers(204, Optional.empty()),
            this::removeToken));
  }

  /// What the login link leads to: a cookie, and on to the dashboard.
  Reply redeem(Call call, String secret) {
    Caller caller = call.caller();
    long wait = parts.limits().tryNow(caller.address(), caller.local());
    if (wait > 0) {
      throw ApiError.later("too many attempts; try again later", wait);
    }
    if (!parts.links().redeem(secret)) {
      if (caller.session().isPresent()) {
        // Who is in already has clicked the link again.
        return to("/");
      }
      parts.audit().write("login_failed", "nobody", text(caller), "login link");
      if (call.header("Accept").filter(accept -> accept.contains("text/html")).isPresent()) {
        return to("/#/login?link=old");
      }
      throw new ApiError(
          401,
          "login",
          "this link was used or is too old. Do: make another one with 'vedette login'");
    }
    parts.audit().write("login", "owner", text(caller), "login link");
    return to("/").with("Set-Cookie", cookie(caller, parts.sessions().begin()));
  }

  private static Reply to(String place) {
    return new Reply(303, "", new byte[0], Map.of("Location", place));
  }

  private Reply session(Call call) {
    Caller caller = call.caller();
    ObjectNode tree = ViewJson.object();
    tree.put("scope", caller.scope().word());
    tree.put("demo", parts.backend().demo());
    tree.put("version", parts.backend().version());
    ArrayNode nodes = tree.putArray("nodes");
    int index = 0;
    for (Backend.Node node : parts.backend().nodes()) {
      boolean shown = caller.scope().includes(Scope.READ);
      nodes
          .addObject()
          .put("key", shown ? node.key() : PublicView.alias(index))
          .put("name", shown ? node.name() : "Node " + (index + 1))
          .put("demo", node.demo());
      index++;
    }
    if (caller.scope().includes(Scope.READ)) {
      historySince().ifPresent(since -> tree.put("history_since", since));
    }
    caller.session().map(Sessions.Session::csrf).ifPresent(csrf -> tree.put("csrf", csrf));
    return Reply.json(tree);
  }

  private OptionalLong historySince() {
    return parts
        .backend()
        .view(new Topic(Topic.Kind.SYSTEM, ""))
        .filter(SystemView.class::isInstance)
        .map(SystemView.class::cast)
        .map(system -> system.history().oldest())
        .orElse(OptionalLong.empty());
  }

  private Reply logIn(Call call) {
    Caller caller = call.caller();
    String password =
        call.text(call.body(), "password", "(?s).{1,1024}", "a text of 1 to 1024 characters");
    long wait = parts.limits().tryNow(caller.address(), caller.local());
    if (wait > 0) {
      parts.audit().write("login_limited", "nobody", text(caller), "");
      throw ApiError.later("too many attempts; try again later", wait);
    }
    if (!parts.owner().matches(password)) {
      parts.audit().write("login_failed", "nobody", text(caller), "password");
      throw new ApiError(401, "login", "this is not the password");
    }
    parts.limits().succeeded(caller.address());
    parts.audit().write("login", "owner", text(caller), "password");
    return Reply.NOTHING.with("Set-Cookie", cookie(caller, parts.sessions().begin()));
  }

  private Reply logOut(Call call) {
    call.caller()
        .session()
        .ifPresent(session -> {
          parts.sessions().end(session);
          parts.audit().write("logout", "owner", text(call.caller()), "");
        });
    return Reply.NOTHING.with(
        "Set-Cookie",
        parts.callers().cookieName() + "=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict");
  }

  private Reply tokens() {
    ObjectNode tree = ViewJson.object();
    ArrayNode all = tree.putArray("tokens");
    parts.tokens().list().forEach(token -> all.add(tree(token)));
    return Reply.json(tree);
  }

  private Reply makeToken(Call call) {
    ObjectNode body = call.body();
    String name = call.text(body, "name", Tokens.NAME, "1 to 64 letters, digits, spaces or .:_-");
    Scope scope =
        Scope.ofToken(call.text(body, "scope", "[a-z]{1,16}", "read or admin"))
            .orElseThrow(() -> Call.bad("scope", "read or admin"));
    Tokens.Made made =
        parts
            .tokens()
            .create(name, scope)
            .orElseThrow(() ->
                new ApiError(
                    409, "tokens", "there are " + Tokens.MOST + " tokens. Do: remove one"));
    parts
        .audit()
        .write(
            "token_made",
            call.caller().who(),
            text(call.caller()),
            made.token().id() + " " + scope.word() + " " + name);
    return Reply.json(201, tree(made.token()).put("token", made.secret()));
  }

  private Reply removeToken(Call call) {
    String id = call.path("id");
    if (!parts.tokens().remove(id)) {
      throw new ApiError(404, "token", "there is no such token");
    }
    parts.audit().write("token_removed", call.caller().who(), text(call.caller()), id);
    return Reply.NOTHING;
  }

  private String cookie(Caller caller, String secret) {
    return parts.callers().cookieName()
        + "="
        + secret
        + "; Path=/; HttpOnly; SameSite=Strict; Max-Age="
        + Sessions.LONGEST.toSeconds()
        + (caller.secure() ? "; Secure" : "");
  }

  static String text(Caller caller) {
    return caller.address().getHostAddress();
  }

  private static ObjectNode tree(Tokens.Token token) {
    return ViewJson.object()
        .put("id", token.id())
        .put("name", token.name())
        .put("scope", token.scope().word())
        .put("created", token.created());
  }

  private static ObjectNode tokenSchema(boolean secret) {
    Map<String, ObjectNode> keys =
        ordered(
            "id", Schemas.text(),
            "name", Schemas.text(),
            "scope", Schemas.words("read", "admin"),
            "created", Schemas.whole());
    if (secret) {
      keys.put("token", Schemas.text());
    }
    return Schemas.object(keys);
  }

  private static ObjectNode sessionSchema() {
    return Schemas.object(
        ordered(
            "scope", Schemas.words("public", "read", "admin"),
            "demo", Schemas.truth(),
            "version", Schemas.text(),
            "nodes",
                Schemas.array(
                    Schemas.object(
                        ordered(
                            "key", Schemas.text(),
                            "name", Schemas.text(),
                            "demo", Schemas.truth()))),
            "history_since?", Schemas.whole(),
            "csrf?", Schemas.text()));
  }

  static Map<String, ObjectNode> ordered(Object... keysAndSchemas) {
    Map<String, ObjectNode> all = new LinkedHashMap<>();
    for (int i = 0; i < keysAndSchemas.length; i += 2) {
      all.put((String) keysAndSchemas[i], (ObjectNode) keysAndSchemas[i + 1]);
    }
    return all;
  }

  static Optional<Route.Answer> json(ObjectNode schema) {
    return Optional.of(new Route.Answer("application/json", schema));
  }

  static Map<Integer, Optional<Route.Answer>> answers(int status, Optional<Route.Answer> answer) {
    return Map.of(status, answer);
  }
}
