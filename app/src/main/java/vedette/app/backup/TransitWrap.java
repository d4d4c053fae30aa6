package vedette.app.backup;

import java.io.IOException;
import vedette.app.secrets.SecretMemory;
import vedette.app.secrets.UnavailableException;
import vedette.backup.layer.KeyWrap;
import vedette.poll.openbao.DataKey;
import vedette.poll.openbao.OpenBaoException;

/// Keys of the second layer, wrapped by OpenBao's transit engine: one for as long as the program
/// runs, so that backups go on while OpenBao is sealed.
record TransitWrap(SecretMemory memory, String name) implements KeyWrap {
  @Override
  public Wrapped key() throws IOException {
    try {
      DataKey key = memory.dataKey(name);
      return new Wrapped(key.key(), key.wrapped());
    } catch (UnavailableException notYet) {
      throw new IOException(notYet.getMessage(), notYet);
    }
  }

  @Override
  public byte[] open(String wrapped) throws IOException, InterruptedException {
    try {
      return memory.unwrap(name, wrapped);
    } catch (OpenBaoException refused) {
      throw new IOException(refused.said(), refused);
    }
  }
}
