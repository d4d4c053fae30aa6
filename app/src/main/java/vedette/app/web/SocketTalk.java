package vedette.app.web;

import io.javalin.http.Context;
import io.javalin.websocket.WsConfig;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vedette.app.web.live.SocketClient;

/// Leads what comes by a WebSocket to its client, from joining to the end.
final class SocketTalk {
  private static final String CALLER = "vedette.caller";
  private static final String CLIENT = "vedette.client";

  private SocketTalk() {}

  /// Who was let in; to be said before the upgrade.
  static void admitted(Context context, Caller caller) {
    context.attribute(CALLER, caller);
  }

  /// @param join makes a client; empty if there is no room
  static void put(
      WsConfig socket,
      ScheduledExecutorService timer,
      BiFunction<Caller, SocketOutlet, Optional<? extends SocketClient>> join) {
    socket.onConnect(context -> {
      Caller caller = context.attribute(CALLER);
      SocketOutlet outlet = new SocketOutlet(context.session, timer);
      Optional<? extends SocketClient> client =
          caller == null ? Optional.empty() : join.apply(caller, outlet);
      if (client.isPresent()) {
        context.attribute(CLIENT, client.get());
      } else {
        outlet.close(1013, "too many clients");
      }
    });
    socket.onMessage(
        context -> client(context.attribute(CLIENT), c -> c.receive(context.message())));
    socket.onBinaryMessage(
        context -> client(context.attribute(CLIENT), c -> c.close(1003, "text only")));
    socket.onClose(context -> client(context.attribute(CLIENT), c -> c.close(1000, "")));
    socket.onError(context -> client(context.attribute(CLIENT), c -> c.close(1002, "")));
  }

  private static void client(@Nullable SocketClient client, Consumer<SocketClient> then) {
    if (client != null) {
      then.accept(client);
    }
  }
}
