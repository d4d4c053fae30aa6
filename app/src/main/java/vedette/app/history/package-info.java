/// `vedette history`: looks into what was kept, exports it, checks it.
///
/// Entry: [vedette.app.history.HistoryCommand]. Reads only; works beside a running Vedette. No
/// threads of its own.
@NullMarked
package vedette.app.history;

import org.jspecify.annotations.NullMarked;
