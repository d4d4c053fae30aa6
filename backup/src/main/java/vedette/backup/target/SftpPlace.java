package vedette.backup.target;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHFsyncExtension;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHPosixRenameExtension;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/// Copies in a folder of an SSH server: each is put beside, brought to its disk where the server
/// knows how, and renamed into its place. The server must have the key that was named.
final class SftpPlace implements Place {
  /// What goes wrong is thrown; the library's own talk would only repeat it, line by line. Held,
  /// because a logger that nobody holds forgets its level.
  private static final Logger QUIET = Logger.getLogger("org.apache.sshd");

  private static final Duration CONNECT = Duration.ofSeconds(15);
  private static final int MOST_FOLDERS = 1_000;

  private final SshClient client;
  private final ClientSession session;
  private final SftpClient sftp;
  private final String root;

  private SftpPlace(SshClient client, ClientSession session, SftpClient sftp, String root) {
    this.client = client;
    this.session = session;
    this.sftp = sftp;
    this.root = root.endsWith("/") ? root : root + "/";
  }

  static SftpPlace open(Target.Sftp target) throws IOException {
    String where = target.user() + "@" + target.host() + ":" + target.port();
    String[] shown = {""};
    QUIET.setLevel(Level.OFF);
    SshClient client = SshClient.setUpDefaultClient();
    // Nothing of the user's own settings and keys: what counts is what was named.
    client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
    client.setAgentFactory(null);
    client.setServerKeyVerifier((_, _, key) -> {
      shown[0] = fingerprint(key);
      return shown[0].equals(target.hostKey());
    });
    client.start();
    try {
      ClientSession session =
          client.connect(target.user(), target.host(), target.port()).verify(CONNECT).getSession();
      identify(session, target);
      session.auth().verify(CONNECT);
      SftpClient sftp = SftpClientFactory.instance().createSftpClient(session);
      return new SftpPlace(client, session, sftp, target.path());
    } catch (IOException | RuntimeException e) {
      client.stop();
      if (!shown[0].isEmpty() && !shown[0].equals(target.hostKey())) {
        throw new IOException(
            where
                + ": expected the host key "
                + target.hostKey()
                + ". Found: "
                + shown[0]
                + ". Do: compare it with ssh-keygen -lf on the server",
            e);
      }
      throw new IOException(where + ": " + e.getMessage(), e);
    }
  }

  private static String fingerprint(PublicKey key) {
    return KeyUtils.getFingerPrint(BuiltinDigests.sha256.create(), key);
  }

  private static void identify(ClientSession session, Target.Sftp target) throws IOException {
    if (target.keyFile().isEmpty()) {
      target.secret().ifPresent(it -> session.addPasswordIdentity(it.get().reveal()));
      return;
    }
    FilePasswordProvider passphrase =
        (_, _, _) -> target.secret().map(it -> it.get().reveal()).orElse("");
    try (InputStream in = java.nio.file.Files.newInputStream(target.keyFile().get())) {
      Iterable<KeyPair> pairs =
          SecurityUtils.loadKeyPairIdentities(session, NamedResource.ofName("key"), in, passphrase);
      if (pairs == null) {
        throw new IOException(target.keyFile().get() + ": expected a private key");
      }
      pairs.forEach(session::addPublicKeyIdentity);
    } catch (GeneralSecurityException e) {
      throw new IOException(target.keyFile().get() + ": expected a private key", e);
    }
  }

  @Override
  public void put(String name, byte[] content) throws IOException {
    folders(name);
    String beside = root + name + ".part";
    try (SftpClient.CloseableHandle handle =
        sftp.open(
            beside,
            EnumSet.of(
                SftpClient.OpenMode.Write,
                SftpClient.OpenMode.Create,
                SftpClient.OpenMode.Truncate))) {
      for (int at = 0; at < content.length; at += 32_768) {
        sftp.write(handle, at, content, at, Math.min(32_768, content.length - at));
      }
      OpenSSHFsyncExtension fsync = sftp.getExtension(OpenSSHFsyncExtension.class);
      if (fsync != null && fsync.isSupported()) {
        fsync.fsync(handle);
      }
    }
    OpenSSHPosixRenameExtension rename = sftp.getExtension(OpenSSHPosixRenameExtension.class);
    if (rename != null && rename.isSupported()) {
      rename.posixRename(beside, root + name);
    } else {
      // Names of copies are never given twice, so there is nothing to replace but what is damaged.
      delete(name);
      sftp.rename(beside, root + name);
    }
  }

  private void folders(String name) throws IOException {
    String whole = root + name;
    for (int slash = whole.indexOf('/', 1); slash > 0; slash = whole.indexOf('/', slash + 1)) {
      String folder = whole.substring(0, slash);
      try {
        SftpClient.Attributes _ = sftp.stat(folder);
      } catch (SftpException e) {
        if (e.getStatus() != SftpConstants.SSH_FX_NO_SUCH_FILE) {
          throw e;
        }
        sftp.mkdir(folder);
      }
    }
  }

  @Override
  public byte[] get(String name) throws IOException {
    try (InputStream in = sftp.read(root + name)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new IOException(name + ": larger than any copy");
      }
      return bytes;
    } catch (SftpException e) {
      if (e.getStatus() == SftpConstants.SSH_FX_NO_SUCH_FILE) {
        throw new NoSuchFileException(name);
      }
      throw e;
    }
  }

  @Override
  public SortedSet<String> list() throws IOException {
    SortedSet<String> names = new TreeSet<>();
    Deque<String> folders = new ArrayDeque<>(List.of(""));
    try {
      for (int count = 0; !folders.isEmpty() && count < MOST_FOLDERS; count++) {
        String folder = folders.pop();
        for (SftpClient.DirEntry entry : sftp.readDir(root + folder)) {
          if (entry.getFilename().startsWith(".") || entry.getFilename().endsWith(".part")) {
            continue;
          }
          if (entry.getAttributes().isDirectory()) {
            folders.push(folder + entry.getFilename() + "/");
          } else {
            names.add(folder + entry.getFilename());
          }
        }
      }
    } catch (UncheckedIOException e) {
      // The folder is made with the first copy.
      if (!(e.getCause() instanceof SftpException no)
          || no.getStatus() != SftpConstants.SSH_FX_NO_SUCH_FILE) {
        throw new IOException(e);
      }
    }
    return names;
  }

  @Override
  public void delete(String name) throws IOException {
    try {
      sftp.remove(root + name);
    } catch (SftpException e) {
      if (e.getStatus() != SftpConstants.SSH_FX_NO_SUCH_FILE) {
        throw e;
      }
    }
  }

  @Override
  public void close() {
    try (client;
        session;
        sftp) {
      // Closed in reverse.
    } catch (IOException _) {
      // It was going anyway.
    }
  }
}
