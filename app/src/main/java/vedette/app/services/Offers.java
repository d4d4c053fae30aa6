package vedette.app.services;

import java.util.List;

/// The offers of all kinds: a new kind is a line here and one in `vedette.watch.Kinds`.
public final class Offers {
  private Offers() {}

  /// Fresh ones, in the order of the dashboard.
  public static List<Offer> all() {
    return List.of(
        new ElectrumOffer(),
        new LndOffer(),
        new MonerodOffer(),
        new MachineOffer(),
        new UnitsOffer(),
        new CertificatesOffer(),
        new TorOffer(),
        new OpenBaoOffer());
  }
}
