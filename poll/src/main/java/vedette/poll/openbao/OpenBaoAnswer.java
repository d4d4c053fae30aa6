package vedette.poll.openbao;

import java.util.List;
import java.util.OptionalLong;
import vedette.poll.Answer;

/// How an OpenBao is, and what this program has of it.
///
/// @param secrets by reference; never a secret itself
public record OpenBaoAnswer(Health health, List<Kept> secrets) implements Answer {
  /// Keeps its own list.
  public OpenBaoAnswer {
    secrets = List.copyOf(secrets);
  }

  /// How it stands with a secret.
  ///
  /// @param reference `PATH#FIELD`, or the name of a key
  /// @param kept whether it is in memory
  /// @param readAt when it was read last, ms since the epoch
  /// @param trouble why it could not be read the last time; empty if it could
  public record Kept(String reference, boolean kept, OptionalLong readAt, String trouble) {}
}
