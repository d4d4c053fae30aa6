/// The web server: REST, the live stream, the dashboard's files, and the drop-in metrics ports.
///
/// [WebServer#start] is the entry. It asks a [vedette.app.web.api.Backend] for what is true now and
/// was true before, and reads events from [vedette.app.web.api.Events]; it knows neither watch's
/// folds nor history's database. docs/live.md is its contract, docs/security.md says what it
/// withstands. Requests run on virtual threads, one timer thread makes the updates of the live
/// stream, and each WebSocket client has a virtual thread that sends.
@NullMarked
package vedette.app.web;

import org.jspecify.annotations.NullMarked;
