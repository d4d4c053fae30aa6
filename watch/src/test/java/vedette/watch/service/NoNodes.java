package vedette.watch.service;

import java.util.Optional;
import java.util.OptionalLong;
import vedette.watch.view.State;

/// Where services are watched and no nodes.
public final class NoNodes implements Services.Nodes {
  @Override
  public Optional<State> state(String key) {
    return Optional.empty();
  }

  @Override
  public OptionalLong height(String key) {
    return OptionalLong.empty();
  }
}
