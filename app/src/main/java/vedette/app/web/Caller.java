package vedette.app.web;

import java.net.InetAddress;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import vedette.app.web.auth.Scope;
import vedette.app.web.auth.Sessions;

/// Who asks.
///
/// @param address where from; behind a trusted proxy what that says
/// @param local whether it is this machine, without any proxy between
/// @param secure whether the browser's connection is encrypted, as far as a trusted proxy says
/// @param session if it is a browser that is logged in
/// @param who for the audit log: `owner`, `token abcd1234`, `nobody`
/// @param alive whether the session or token still counts
record Caller(
    Scope scope,
    InetAddress address,
    boolean local,
    boolean secure,
    Optional<Sessions.Session> session,
    String who,
    BooleanSupplier alive) {}
