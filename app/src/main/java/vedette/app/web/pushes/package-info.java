/// Messages that are pushed to every client alike, over sockets that may still have to log in: what
/// programs for a TrueBit monitor expect at `/ws`.
///
/// [vedette.app.web.pushes.PushHub] is the entry; it knows no HTTP. Each client has a bounded queue
/// and a virtual thread that sends; pushing never waits.
@NullMarked
package vedette.app.web.pushes;

import org.jspecify.annotations.NullMarked;
