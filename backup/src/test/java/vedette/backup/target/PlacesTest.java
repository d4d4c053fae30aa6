package vedette.backup.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.poll.Secret;
import vedette.testing.Ports;

/// Every kind of place keeps the same promises; servers are real where Debian has them.
class PlacesTest {
  private static final String ONE = "scb/main/20261126T140000Z-3channels.backup";
  private static final String TWO = "scb/main/20261126T150000Z-4channels.backup";
  private static final String THREE = "files/conf/20261126T150000Z-4files.zip.sealed";

  @TempDir Path folder;

  private final Random random = new Random(7);

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private void keepsItsPromises(Target target) throws Exception {
    byte[] small = bytes(300);
    byte[] large = bytes(300_000);
    try (Place place = target.open(false)) {
      assertThat(place.list()).isEmpty();
      assertThatThrownBy(() -> place.get(ONE)).isInstanceOf(NoSuchFileException.class);
      place.delete(ONE);
      place.put(ONE, small);
      place.put(TWO, large);
      place.put(THREE, new byte[] {7});
      assertThat(place.get(ONE)).isEqualTo(small);
      assertThat(place.get(TWO)).isEqualTo(large);
      assertThat(place.get(THREE)).containsExactly(7);
    }
    try (Place place = target.open(true)) {
      assertThat(place.list()).containsExactly(THREE, ONE, TWO);
      place.put(ONE, large);
      assertThat(place.get(ONE)).isEqualTo(large);
      place.delete(ONE);
      place.delete(ONE);
      assertThat(place.list()).containsExactly(THREE, TWO);
      assertThat(place.get(TWO)).isEqualTo(large);
    }
  }

  private static Supplier<Secret> secret(String text) {
    return () -> Secret.of(text);
  }

  @Test
  void aFolder() throws Exception {
    keepsItsPromises(new Target.Folder(folder.resolve("copies")));
    assertThat(Files.getPosixFilePermissions(folder.resolve("copies").resolve(TWO)))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void aFolderThatIsNotMountedIsNotFilled() throws Exception {
    Files.createDirectory(folder.resolve("mount"));
    assertThatThrownBy(() -> new Target.Folder(folder.resolve("mount")).open(true))
        .hasMessageContaining("Do: look whether it is mounted");
    assertThat(folder.resolve("mount")).isEmptyDirectory();
  }

  @Test
  void anSshServer() throws Exception {
    try (RealServers servers = new RealServers()) {
      RealServers.Sshd sshd = servers.sshd(folder.resolve("sshd"), folder.resolve("remote"));
      keepsItsPromises(sftp(sshd, sshd.hostKey(), Optional.of(sshd.userKey())));
      assertThat(Files.exists(folder.resolve("remote/deep").resolve(TWO))).isTrue();
    }
  }

  private Target.Sftp sftp(RealServers.Sshd sshd, String hostKey, Optional<Path> key) {
    return new Target.Sftp(
        "127.0.0.1",
        sshd.port(),
        sshd.user(),
        hostKey,
        key,
        Optional.empty(),
        folder.resolve("remote/deep").toString());
  }

  @Test
  void anSshServerWithAnotherKeyIsRefusedAndTheKeyIsTold() throws Exception {
    try (RealServers servers = new RealServers()) {
      RealServers.Sshd sshd = servers.sshd(folder.resolve("sshd"), folder.resolve("remote"));
      assertThatThrownBy(
              () -> sftp(sshd, "SHA256:another", Optional.of(sshd.userKey())).open(false))
          .hasMessageContaining("expected the host key SHA256:another")
          .hasMessageContaining("Found: " + sshd.hostKey());
      assertThatThrownBy(() -> sftp(sshd, sshd.hostKey(), Optional.empty()).open(false))
          .hasMessageContaining("127.0.0.1:" + sshd.port());
    }
  }

  @Test
  void aWebDavServer() throws Exception {
    RealServers.need("/usr/sbin/apache2", "apache2");
    RealServers.need("htpasswd", "apache2-utils");
    try (RealServers servers = new RealServers()) {
      int port = Ports.free();
      Path root = Files.createDirectories(folder.resolve("dav"));
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxrwxrwx"));
      Path locks = Files.createDirectory(folder.resolve("locks"));
      Files.setPosixFilePermissions(locks, PosixFilePermissions.fromString("rwxrwxrwx"));
      Path users = folder.resolve("users");
      String _ =
          RealServers.run(List.of("htpasswd", "-bc", users.toString(), "op", "hunter22"), Map.of());
      Path conf =
          Files.writeString(
              folder.resolve("dav.conf"),
              """
              ServerName localhost
              Listen 127.0.0.1:%d
              PidFile %s/pid
              ErrorLog %s/error
              User www-data
              Group www-data
              LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
              LoadModule dav_module /usr/lib/apache2/modules/mod_dav.so
              LoadModule dav_fs_module /usr/lib/apache2/modules/mod_dav_fs.so
              LoadModule auth_basic_module /usr/lib/apache2/modules/mod_auth_basic.so
              LoadModule authn_core_module /usr/lib/apache2/modules/mod_authn_core.so
              LoadModule authn_file_module /usr/lib/apache2/modules/mod_authn_file.so
              LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
              LoadModule authz_user_module /usr/lib/apache2/modules/mod_authz_user.so
              DavLockDB %s/db
              DocumentRoot %s
              <Directory %s>
                Dav On
                AuthType Basic
                AuthName copies
                AuthUserFile %s
                Require valid-user
              </Directory>
              """
                  .formatted(port, folder, folder, locks, root, root, users));
      Process _ =
          servers.start(
              port,
              folder.resolve("log"),
              List.of("/usr/sbin/apache2", "-D", "FOREGROUND", "-f", conf.toString()));
      URI url = URI.create("http://127.0.0.1:" + port + "/");
      keepsItsPromises(
          new Target.WebDav(
              url, Optional.of("op"), Optional.of(secret("hunter22")), Optional.empty()));
      try (Place place =
          new Target.WebDav(
                  url, Optional.of("op"), Optional.of(secret("wrong-one")), Optional.empty())
              .open(true)) {
        assertThatThrownBy(() -> place.put(ONE, bytes(10)))
            .hasMessageContaining("answered with 401")
            .hasMessageNotContaining("wrong-one");
      }
    }
  }

  @Test
  void anotherWebDavServer() throws Exception {
    RealServers.need("rclone", "rclone");
    try (RealServers servers = new RealServers()) {
      int port = Ports.free();
      Path root = Files.createDirectories(folder.resolve("dav"));
      Process _ =
          servers.start(
              port,
              folder.resolve("log"),
              List.of(
                  "rclone",
                  "serve",
                  "webdav",
                  "--addr",
                  "127.0.0.1:" + port,
                  "--config",
                  "/dev/null",
                  root.toString()));
      keepsItsPromises(
          new Target.WebDav(
              URI.create("http://127.0.0.1:" + port),
              Optional.empty(),
              Optional.empty(),
              Optional.empty()));
    }
  }

  @Test
  void anS3Store() throws Exception {
    try (S3Server server = S3Server.start()) {
      keepsItsPromises(s3(server, S3Server.SECRET));
      assertThat(server.objects).containsKey("/home node/" + TWO);
    }
  }

  private static Target.S3 s3(S3Server server, String secretKey) {
    return new Target.S3(
        server.address(),
        "garage",
        "bucket",
        "home node/",
        secret(S3Server.ACCESS),
        secret(secretKey),
        Optional.empty());
  }

  @Test
  void anS3StoreThatRefusesIsToldInItsOwnWords() throws Exception {
    try (S3Server server = S3Server.start();
        Place wrong = s3(server, "not-the-key").open(true);
        Place right = s3(server, S3Server.SECRET).open(true)) {
      assertThatThrownBy(() -> wrong.put(ONE, bytes(10)))
          .hasMessageContaining("403 SignatureDoesNotMatch")
          .hasMessageNotContaining("not-the-key");
      server.failWith = 503;
      assertThatThrownBy(() -> right.put(ONE, bytes(10))).hasMessageContaining("503 SlowDown");
    }
  }

  @Test
  void aResticRepository() throws Exception {
    RealServers.need("restic", "restic");
    Path repository = folder.resolve("repo");
    String _ =
        RealServers.run(
            List.of("restic", "init", "--repo", repository.toString()),
            Map.of("RESTIC_PASSWORD", "hunter22"));
    keepsItsPromises(new Target.Restic(repository.toString(), secret("hunter22")));
    try (Place place = new Target.Restic(repository.toString(), secret("wrong-one")).open(true)) {
      assertThatThrownBy(place::list)
          .hasMessageContaining("restic snapshots: ")
          .hasMessageContaining("wrong password")
          .hasMessageNotContaining("wrong-one");
    }
    String checked =
        RealServers.run(
            List.of("restic", "check", "--repo", repository.toString()),
            Map.of("RESTIC_PASSWORD", "hunter22"));
    assertThat(checked).contains("no errors were found");
  }

  @Test
  void aProgramOfTheOwners() throws Exception {
    Path store = Files.createDirectory(folder.resolve("store"));
    Path program =
        Files.writeString(
            folder.resolve("keep"),
            """
            #!/bin/sh
            set -eu
            cd "$1"
            case "$2" in
              put) mkdir -p "$(dirname "$3")"; cat > "$3.part"; mv "$3.part" "$3" ;;
              get) [ -e "$3" ] || exit 3; cat "$3" ;;
              list) find . -type f | sed 's,^./,,' ;;
              delete) rm -f "$3" ;;
            esac
            """,
            java.nio.charset.StandardCharsets.UTF_8);
    keepsItsPromises(new Target.Command(List.of("/bin/sh", program.toString(), store.toString())));
  }

  @Test
  void aProgramThatFailsIsToldInItsOwnWords() throws Exception {
    try (Place place =
        new Target.Command(List.of("/bin/sh", "-c", "echo no room >&2; exit 9")).open(true)) {
      assertThatThrownBy(() -> place.put(ONE, bytes(10)))
          .hasMessage("/bin/sh: ended with 9: no room");
    }
  }
}
