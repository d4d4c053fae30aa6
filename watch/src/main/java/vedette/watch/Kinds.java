package vedette.watch;

import java.util.List;
import vedette.watch.backup.BackupKind;
import vedette.watch.certificates.CertificatesKind;
import vedette.watch.electrum.ElectrumKind;
import vedette.watch.lnd.LndKind;
import vedette.watch.machine.MachineKind;
import vedette.watch.monerod.MonerodKind;
import vedette.watch.openbao.OpenBaoKind;
import vedette.watch.service.ServiceKind;
import vedette.watch.tor.TorKind;
import vedette.watch.truebit.TruebitKind;
import vedette.watch.units.UnitsKind;

/// The kinds of services that Vedette understands: a new kind is a package and a line here.
public final class Kinds {
  /// All of them, in the order of the documentation.
  public static final List<ServiceKind> ALL =
      List.of(
          new ElectrumKind(),
          new LndKind(),
          new MonerodKind(),
          new MachineKind(),
          new UnitsKind(),
          new CertificatesKind(),
          new TorKind(),
          OpenBaoKind.INSTANCE,
          BackupKind.INSTANCE,
          TruebitKind.TRUEBIT);

  private Kinds() {}
}
