package vedette.poll.truebit;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import vedette.poll.Answer;
import vedette.poll.docker.ContainerState;
import vedette.poll.truebit.chain.Registry;
import vedette.poll.truebit.chain.Staking;

/// What a poll of a TrueBit node says.
public sealed interface TruebitAnswer extends Answer {

  /// Its container.
  ///
  /// @param state empty: there is none of this name
  record Container(String name, Optional<ContainerState> state) implements TruebitAnswer {}

  /// What its container uses.
  ///
  /// @param cpuPercent of one processor, since the last answer; empty for the first
  /// @param memory bytes
  record Use(OptionalDouble cpuPercent, OptionalLong memory, OptionalLong memoryLimit)
      implements TruebitAnswer {}

  /// The image that its container was made of.
  ///
  /// @param replaced whether its tag means another image on this machine by now; empty if the tag
  ///   is gone
  /// @param created when the image in use was built
  record Image(Optional<Boolean> replaced, Optional<Instant> created) implements TruebitAnswer {}

  /// What Ethereum says.
  record Staked(Staking staking) implements TruebitAnswer {}

  /// What Avalanche says.
  record Registered(Registry registry) implements TruebitAnswer {}

  /// What is known of it from its log and its records, and how reading them goes.
  record Log(FollowState follow, LedgerState ledger) implements TruebitAnswer {}
}
