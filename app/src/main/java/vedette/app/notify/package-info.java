/// Tells people: webhook, ntfy, mail, Telegram, Matrix, a command; each over SOCKS5 if set.
///
/// Entry: [vedette.app.notify.Courier], which has a bounded queue and a virtual thread for each
/// [vedette.app.notify.Channel], tries again with growing pauses, and counts what it had to drop.
/// Nothing here decides what is told. Secrets are read when they are needed, and stand in no
/// exception, no status and no log.
@NullMarked
package vedette.app.notify;

import org.jspecify.annotations.NullMarked;
