package vedette.app.config;

import static vedette.app.config.Setting.preset;
import static vedette.app.config.Setting.required;
import static vedette.app.config.Setting.section;
import static vedette.app.config.Setting.unset;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The section `backup`.
public final class BackupSettings {
  private static final Kind NAME =
      new Kind.Text("[A-Za-z0-9_-]{1,64}", "1 to 64 letters, digits, - or _");
  private static final Kind TEXT = new Kind.Text("[^\\p{Cntrl}]{1,1000}", "a text on one line");
  private static final Kind HIDDEN = new Kind.Hidden();
  private static final Kind FILE = new Kind.File();

  private BackupSettings() {}

  /// What is backed up, where to, and how often.
  ///
  /// @param channels whether the channels of every LND that is watched are backed up
  /// @param directory empty: `backup` in Vedette's directory
  /// @param interval how often it is looked whether something has changed, besides being told
  /// @param prove how often each copy is read back
  public record Backup(
      boolean channels,
      Optional<Path> directory,
      Duration interval,
      Duration prove,
      int keepNewest,
      int keepDays,
      List<Target> targets,
      List<Files> sets) {
    /// Vedette's own folder of copies.
    public Path folder(Path vedettes) {
      return directory.orElse(vedettes.resolve("backup"));
    }
  }

  /// Declared files.
  public record Files(String name, List<Path> paths) {}

  /// How copies get to a target.
  public enum Way {
    /// A folder.
    DIRECTORY,
    /// An SSH server.
    SFTP,
    /// A WebDAV collection.
    WEBDAV,
    /// A bucket.
    S3,
    /// A restic repository.
    RESTIC,
    /// A program of the owner's.
    COMMAND
  }

  /// What the second layer of encryption is for.
  public enum Encrypt {
    /// Nothing.
    NONE,
    /// Declared files; channel backups are encrypted by LND.
    FILES,
    /// Everything.
    ALL
  }

  /// Where copies go. Which settings there are depends on the kind.
  public record Target(
      String name,
      Way kind,
      Optional<Path> path,
      Optional<String> folder,
      Optional<URI> url,
      Optional<Path> ca,
      Optional<String> host,
      int port,
      Optional<String> hostKey,
      Optional<Path> key,
      Optional<String> user,
      Optional<Secret> password,
      String region,
      Optional<String> bucket,
      Optional<Secret> accessKey,
      Optional<Secret> secretKey,
      Optional<String> repository,
      List<String> command,
      Encrypt encrypt,
      Optional<Secret> passphrase,
      Optional<String> transitKey) {}

  static Setting all() {
    return section(
        "backup",
        "Copies that must not be lost ([backup.md](backup.md)).",
        preset(
            "channels",
            new Kind.Truth(),
            "true",
            "Whether the channels of every LND that is watched are backed up."),
        unset(
            "directory",
            FILE,
            "The first copy of everything; unless set: `backup` in the directory above."),
        preset(
            "interval",
            span(Duration.ofSeconds(10), Duration.ofDays(1)),
            "10 min",
            "How often it is looked whether something has changed, besides being told."),
        preset(
            "prove",
            span(Duration.ofMinutes(10), Duration.ofDays(30)),
            "1 d",
            "How often each copy is read back and compared."),
        preset("keep-newest", new Kind.Whole(2, 1_000), "30", "How many newest backups are kept."),
        preset(
            "keep-days",
            new Kind.Whole(0, 3_650),
            "90",
            "How many days back the newest of each day is kept."),
        unset("targets", new Kind.Many(target(), 16), "Where copies go besides."),
        unset(
            "sets",
            new Kind.Many(
                Kind.Section.of(
                    required("name", NAME, "Begins the names of its copies."),
                    required(
                        "paths",
                        new Kind.Many(FILE, 64),
                        "Files and folders; nothing with private keys, no channel.db.")),
                16),
            "Declared files that are kept as they change."));
  }

  private static Kind.Section target() {
    return Kind.Section.of(
        required("name", NAME, "Its name; not `local`."),
        required("kind", new Kind.Choice(Way.class), "How copies get there."),
        unset("path", FILE, "`directory`: the folder."),
        unset("folder", TEXT, "`sftp`: the folder there; `s3`: before every name."),
        unset(
            "url",
            new Kind.Url(),
            "`webdav`: the collection; `s3`: the store, without the bucket."),
        unset("ca", FILE, "`webdav`, `s3`: whom to trust for TLS, PEM."),
        unset(
            "host",
            new Kind.Text("[A-Za-z0-9.:-]{1,253}", "a host name or address"),
            "`sftp`: the server."),
        preset("port", new Kind.Whole(1, 65_535), "22", "`sftp`: its port."),
        unset(
            "host-key",
            new Kind.Text("SHA256:[A-Za-z0-9+/]{43}", "SHA256:... as ssh-keygen -l shows it"),
            "`sftp`: the fingerprint of its key."),
        unset("key", FILE, "`sftp`: our private key; `password` is its passphrase then."),
        unset("user", TEXT, "`sftp`, `webdav`: who we are."),
        unset("password", HIDDEN, "`sftp`, `webdav`: of the user; `restic`: of the repository."),
        preset("region", NAME, "us-east-1", "`s3`: what the store calls it."),
        unset(
            "bucket",
            new Kind.Text("[A-Za-z0-9._-]{1,255}", "a bucket's name"),
            "`s3`: the bucket."),
        unset("access-key", HIDDEN, "`s3`: together with `secret-key`."),
        unset("secret-key", HIDDEN, "`s3`: of the access key."),
        unset("repository", TEXT, "`restic`: as restic takes it."),
        unset(
            "command", new Kind.Many(TEXT, 32), "`command`: the program and its first arguments."),
        preset(
            "encrypt",
            new Kind.Choice(Encrypt.class),
            "none",
            "What gets a second layer of encryption; channel backups have LND's already."),
        unset("passphrase", HIDDEN, "The second layer's key."),
        unset("transit-key", NAME, "Or the key in OpenBao's transit engine that wraps it."));
  }

  private static Kind span(Duration least, Duration most) {
    return new Kind.Span(least, most);
  }

  static Backup build(Values all) {
    Values v = all.section("backup");
    return new Backup(
        v.truth("channels"),
        v.path("directory"),
        v.span("interval"),
        v.span("prove"),
        (int) v.whole("keep-newest"),
        (int) v.whole("keep-days"),
        v.list("targets").stream().map(it -> target((Values) it.value())).toList(),
        v.list("sets").stream()
            .map(it -> (Values) it.value())
            .map(it ->
                new Files(
                    it.text("name"),
                    it.list("paths").stream().map(path -> (Path) path.value()).toList()))
            .toList());
  }

  private static Target target(Values v) {
    return new Target(
        v.text("name"),
        v.choice("kind", Way.class),
        v.path("path"),
        v.known("folder"),
        v.url("url"),
        v.path("ca"),
        v.known("host"),
        (int) v.whole("port"),
        v.known("host-key"),
        v.path("key"),
        v.known("user"),
        v.secret("password"),
        v.text("region"),
        v.known("bucket"),
        v.secret("access-key"),
        v.secret("secret-key"),
        v.known("repository"),
        v.texts("command"),
        v.choice("encrypt", Encrypt.class),
        v.secret("passphrase"),
        v.known("transit-key"));
  }

  /// What is wrong together.
  static void check(Values all, YamlText yaml) {
    Values backup = all.section("backup");
    different(backup.list("targets"), "targets", yaml);
    different(backup.list("sets"), "sets", yaml);
    int number = 0;
    boolean plain = false;
    for (Value value : backup.list("targets")) {
      Values target = (Values) value.value();
      String path = "backup.targets[" + number++ + "].";
      if (target.get("kind").isPresent()) {
        for (String name : needed(target.choice("kind", Way.class))) {
          if (target.get(name).isEmpty()) {
            yaml.problem(value, path + name + " is missing");
          }
        }
      }
      Encrypt encrypt = target.choice("encrypt", Encrypt.class);
      plain |= encrypt != Encrypt.ALL;
      boolean passphrase = target.get("passphrase").isPresent();
      boolean transit = target.get("transit-key").isPresent();
      if (encrypt != Encrypt.NONE && passphrase == transit) {
        yaml.problem(value, path + "encrypt needs either passphrase or transit-key");
      }
      target
          .get("transit-key")
          .filter(_ -> all.section("secrets").section("openbao").get("address").isEmpty())
          .ifPresent(it -> yaml.problem(it, path + "transit-key needs secrets.openbao.address"));
      target
          .get("name")
          .filter(it -> it.value().equals("local"))
          .ifPresent(it -> yaml.problem(it, path + "name must not be local, Vedette's own folder"));
    }
    if (!plain && number > 0 && backup.truth("channels")) {
      yaml.problem(
          backup.list("targets").getFirst(),
          "backup.targets: one at least must not have encrypt: all, so that the wallet's seed alone"
              + " brings the channels back");
    }
  }

  private static void different(List<Value> sections, String list, YamlText yaml) {
    Set<Object> seen = new HashSet<>();
    for (Value section : sections) {
      ((Values) section.value())
          .get("name")
          .filter(name -> !seen.add(name.value()))
          .ifPresent(name ->
              yaml.problem(
                  name, "backup." + list + ": two have the name " + name.value() + "; change one"));
    }
  }

  private static List<String> needed(Way way) {
    return switch (way) {
      case DIRECTORY -> List.of("path");
      case SFTP -> List.of("host", "user", "host-key", "folder");
      case WEBDAV -> List.of("url");
      case S3 -> List.of("url", "bucket", "access-key", "secret-key");
      case RESTIC -> List.of("repository", "password");
      case COMMAND -> List.of("command");
    };
  }
}
