/// The live stream: topics as snapshots and numbered patches, events by selection, a bounded queue
/// for each client.
///
/// [LiveHub] is the entry; it knows no HTTP. One timer thread looks ten times a second at the
/// topics that somebody subscribes to, makes each difference once, and puts it into the clients'
/// queues without waiting; each client has a virtual thread that sends.
@NullMarked
package vedette.app.web.live;

import org.jspecify.annotations.NullMarked;
