package vedette.app.web.live;

import java.util.function.BooleanSupplier;
import vedette.app.web.auth.Scope;

/// Who a client is.
///
/// @param address where it comes from, for the limits
/// @param alive whether its session or token still counts; asked every few seconds
public record Audience(Scope scope, String address, BooleanSupplier alive) {
  boolean inPublic() {
    return !scope.includes(Scope.READ);
  }
}
