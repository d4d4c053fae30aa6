package vedette.app.web;

import java.net.InetSocketAddress;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;

/// A request from this machine, without its wish to have a WebSocket's frames compressed: on a way
/// that costs nothing, packing and unpacking takes longer than sending, and holds memory for each
/// client.
final class Nearby extends Request.Wrapper {
  private static final String WISH = "Sec-WebSocket-Extensions";

  private final HttpFields headers;

  private Nearby(Request request) {
    super(request);
    this.headers = HttpFields.build(request.getHeaders()).remove(WISH).asImmutable();
  }

  /// The request itself unless it comes from this machine and for nobody else: a proxy here says
  /// so.
  static Request plain(Request request) {
    return request.getHeaders().contains(WISH)
            && request.getConnectionMetaData().getRemoteSocketAddress()
                instanceof InetSocketAddress from
            && from.getAddress().isLoopbackAddress()
            && Callers.FORWARDING.stream().noneMatch(request.getHeaders()::contains)
        ? new Nearby(request)
        : request;
  }

  @Override
  public HttpFields getHeaders() {
    return headers;
  }
}
