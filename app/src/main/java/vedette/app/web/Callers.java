package vedette.app.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import vedette.app.config.Config;
import vedette.app.web.auth.Networks;
import vedette.app.web.auth.Scope;
import vedette.app.web.auth.Sessions;
import vedette.app.web.auth.Tokens;

/// Finds out who asks, and whether a browser may ask from where it does.
final class Callers {
  static final List<String> FORWARDING =
      List.of("X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Forwarded", "Via");

  private final Sessions sessions;
  private final Tokens tokens;
  private final Networks proxies;
  private final boolean publicView;
  private final Set<String> origins;
  private final String cookie;

  /// @param port in the cookie's name: cookies of one host are shared by all its ports
  Callers(Config.Web web, int port, Sessions sessions, Tokens tokens, Networks proxies) {
    this.sessions = sessions;
    this.tokens = tokens;
    this.proxies = proxies;
    this.publicView = web.publicView();
    this.origins = Set.copyOf(web.origins().stream().map(o -> o.toLowerCase(Locale.ROOT)).toList());
    this.cookie = "vedette_" + port;
  }

  String cookieName() {
    return cookie;
  }

  /// Who sends this request.
  ///
  /// @throws ApiError if it comes with credentials that do not count
  Caller of(HttpServletRequest request) {
    InetAddress peer = peer(request);
    boolean proxied = proxies.contains(peer);
    InetAddress address = proxied ? forwarded(request, peer) : peer;
    boolean local =
        peer.isLoopbackAddress()
            && !proxied
            && FORWARDING.stream().allMatch(name -> request.getHeader(name) == null);
    boolean secure =
        request.isSecure()
            || (proxied && "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto")));
    String authorization = request.getHeader("Authorization");
    if (authorization != null) {
      Tokens.Token token =
          Optional.of(authorization)
              .filter(text -> text.regionMatches(true, 0, "Bearer ", 0, 7))
              .flatMap(text -> tokens.find(text.substring(7).strip()))
              .orElseThrow(() -> new ApiError(401, "token", "this token is not known"));
      return new Caller(
          token.scope(),
          address,
          local,
          secure,
          Optional.empty(),
          "token " + token.id(),
          () -> tokens.alive(token));
    }
    Optional<Sessions.Session> session = cookie(request).flatMap(sessions::find);
    if (session.isPresent()) {
      return new Caller(
          Scope.ADMIN,
          address,
          local,
          secure,
          session,
          "owner",
          () -> sessions.alive(session.get()));
    }
    return new Caller(
        publicView ? Scope.PUBLIC : Scope.NONE,
        address,
        local,
        secure,
        Optional.empty(),
        "nobody",
        () -> true);
  }

  /// Whether a browser may send this from the page where it does. Programs send no `Origin`.
  boolean originIsOurs(HttpServletRequest request) {
    String origin = request.getHeader("Origin");
    if (origin == null) {
      return !"cross-site".equals(request.getHeader("Sec-Fetch-Site"));
    }
    String lower = origin.toLowerCase(Locale.ROOT);
    String host = String.valueOf(request.getHeader("Host")).toLowerCase(Locale.ROOT);
    return lower.equals("http://" + host)
        || lower.equals("https://" + host)
        || origins.contains(lower);
  }

  private Optional<String> cookie(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    for (Cookie each : cookies == null ? new Cookie[0] : cookies) {
      if (each.getName().equals(cookie)) {
        return Optional.of(each.getValue());
      }
    }
    return Optional.empty();
  }

  private static InetAddress peer(HttpServletRequest request) {
    try {
      String text = request.getRemoteAddr();
      int scope = text.indexOf('%');
      return InetAddress.ofLiteral(scope < 0 ? text : text.substring(0, scope));
    } catch (IllegalArgumentException _) {
      return InetAddress.ofLiteral("0.0.0.0");
    }
  }

  /// The nearest address that is no trusted proxy. What stands further left anybody may have
  /// written.
  private InetAddress forwarded(HttpServletRequest request, InetAddress peer) {
    List<String> hops = new ArrayList<>();
    for (String line : Collections.list(request.getHeaders("X-Forwarded-For"))) {
      hops.addAll(List.of(line.split(",", 64)));
    }
    InetAddress nearest = peer;
    for (String hop : hops.reversed()) {
      try {
        nearest = InetAddress.ofLiteral(hop.strip().replace("[", "").replace("]", ""));
      } catch (IllegalArgumentException _) {
        return nearest;
      }
      if (!proxies.contains(nearest)) {
        return nearest;
      }
    }
    return nearest;
  }
}
