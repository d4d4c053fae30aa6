package vedette.watch.alert;

import java.util.List;
import java.util.stream.Stream;

/// The rules that count unless set otherwise.
public final class DefaultRules {
  /// All of them, in the order of the documentation.
  public static final List<Rule> ALL =
      Stream.of(
              MachineRules.ALL,
              ServiceRules.ALL,
              BitcoinRules.ALL,
              LightningRules.ALL,
              ChainServiceRules.ALL,
              TruebitRules.ALL,
              BackupRules.ALL)
          .flatMap(List::stream)
          .toList();

  private DefaultRules() {}
}
