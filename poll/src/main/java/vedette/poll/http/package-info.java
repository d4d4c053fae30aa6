/// HTTP with everything bounded, for all services that speak it, with words for what fails.
///
/// Entry: [vedette.poll.http.BoundedHttp] asks, [vedette.poll.http.Endpoints] checks where a
/// service is. Whom to believe says [vedette.poll.tls.Trust]. Everything may be used by any thread.
@NullMarked
package vedette.poll.http;

import org.jspecify.annotations.NullMarked;
