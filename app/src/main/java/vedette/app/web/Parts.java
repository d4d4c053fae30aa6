package vedette.app.web;

import vedette.app.config.Config;
import vedette.app.web.api.Backend;
import vedette.app.web.auth.AuditLog;
import vedette.app.web.auth.LoginLimits;
import vedette.app.web.auth.LoginLinks;
import vedette.app.web.auth.Owner;
import vedette.app.web.auth.Sessions;
import vedette.app.web.auth.Tokens;

/// What routes work with.
record Parts(
    Config.Web web,
    Backend backend,
    Owner owner,
    Owner taskData,
    Sessions sessions,
    Tokens tokens,
    LoginLinks links,
    LoginLimits limits,
    AuditLog audit,
    Callers callers) {}
