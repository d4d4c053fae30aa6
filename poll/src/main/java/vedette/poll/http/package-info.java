/// HTTP with everything bounded, for services that are spoken to in single requests. Entry type:
/// [vedette.poll.http.BoundedHttp], which any thread may use.
@NullMarked
package vedette.poll.http;

import org.jspecify.annotations.NullMarked;
