package vedette.app.backup;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import vedette.app.config.Config;
import vedette.app.services.Offer;
import vedette.app.services.Offers;
import vedette.backup.BackupException;
import vedette.backup.ChannelSource;
import vedette.poll.Service;
import vedette.poll.lnd.ExportedBackup;
import vedette.poll.lnd.Lnd;
import vedette.poll.lnd.LndBackups;
import vedette.poll.lnd.LndException;
import vedette.poll.process.ProcessTable;

/// The LNDs that are watched, as sources of channel backups.
public final class LndSources {
  private LndSources() {}

  /// Those of the settings and those that run on this machine, by key.
  static Map<String, Keeping.Lnd> of(Config config) {
    Map<String, Service> services = new TreeMap<>();
    Offer.Seen seen = new Offer.Seen(List.of(), ProcessTable.ofThisMachine());
    for (Offer offer : Offers.all()) {
      for (Offer.Offered it : offer.offered(config, seen)) {
        Service _ = services.put(it.key(), it.service());
      }
    }
    return among(services);
  }

  /// Those among services of all kinds.
  public static Map<String, Keeping.Lnd> among(Map<String, Service> services) {
    Map<String, Keeping.Lnd> lnds = new TreeMap<>();
    services.forEach((key, service) -> {
      if (service instanceof Lnd lnd) {
        Keeping.Lnd _ =
            lnds.put(key, new Keeping.Lnd(lnd, new Source(lnd), changed -> listen(lnd, changed)));
      }
    });
    return lnds;
  }

  private static void listen(Lnd lnd, Runnable changed) throws InterruptedException {
    try (LndBackups backups = LndBackups.of(lnd)) {
      backups.subscribe(changed);
    } catch (LndException refused) {
      throw new BackupException(String.valueOf(refused.getMessage()), refused);
    }
  }

  private record Source(Lnd lnd) implements ChannelSource {
    @Override
    public Exported export() throws InterruptedException {
      try (LndBackups backups = LndBackups.of(lnd)) {
        ExportedBackup exported = backups.export();
        return new Exported(exported.channelPoints(), exported.bytes());
      } catch (LndException refused) {
        throw new BackupException(String.valueOf(refused.getMessage()), refused);
      }
    }

    @Override
    public SortedSet<String> verify(byte[] blob) throws InterruptedException {
      try (LndBackups backups = LndBackups.of(lnd)) {
        return new TreeSet<>(backups.verify(blob));
      } catch (LndException refused) {
        throw new BackupException(String.valueOf(refused.getMessage()), refused);
      }
    }
  }
}
