/// Who may do what: the owner's password, sessions, tokens, login links, limits against guessing,
/// and the audit log.
///
/// Knows nothing of HTTP. What must survive a restart is in files that only the owner's user can
/// read; secrets are kept as hashes. All classes may be used from any thread.
@NullMarked
package vedette.app.web.auth;

import org.jspecify.annotations.NullMarked;
