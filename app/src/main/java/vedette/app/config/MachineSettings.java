package vedette.app.config;

import static vedette.app.config.Setting.preset;
import static vedette.app.config.Setting.section;
import static vedette.app.config.Setting.unset;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The machine and what runs on it besides nodes: sections `machine`, `units`, `certificates`,
/// `tor` and `openbao`.
public record MachineSettings(Machine machine, Units units, Certificates certificates, Tor tor) {
  private static final Kind TRUTH = new Kind.Truth();
  private static final Kind FILE = new Kind.File();
  private static final String PORT =
      ":([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])";
  private static final Kind SERVER =
      new Kind.Text(
          "([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:]{2,45}\\])" + PORT,
          "a host and a port, such as node.example:443");
  private static final Kind UNIT =
      new Kind.Text("[A-Za-z0-9:_.@][A-Za-z0-9:_.@-]{0,254}", "a unit's name, such as lnd.service");

  /// The machine itself.
  ///
  /// @param disks paths on file systems to watch besides `/` and those of data directories
  /// @param directories folders to add up besides those of the nodes that are found
  public record Machine(boolean watch, List<Path> disks, List<Path> directories) {
    /// Keeps its own lists.
    public Machine {
      disks = List.copyOf(disks);
      directories = List.copyOf(directories);
    }
  }

  /// Units of systemd.
  ///
  /// @param names besides the usual ones
  public record Units(boolean watch, List<String> names) {
    /// Keeps its own list.
    public Units {
      names = List.copyOf(names);
    }
  }

  /// TLS certificates.
  ///
  /// @param servers `host:port`
  public record Certificates(List<Path> files, List<String> servers) {
    /// Keeps its own lists.
    public Certificates {
      files = List.copyOf(files);
      servers = List.copyOf(servers);
    }
  }

  /// Tor.
  ///
  /// @param watch whether one that runs on this machine is found by itself
  /// @param socket its control socket
  /// @param address its control port, `host:port`
  public record Tor(
      boolean watch, Optional<Path> socket, Optional<String> address, Optional<Secret> password) {}

  static Setting machineSection() {
    return section(
        "machine",
        "The machine that Vedette runs on ([services/machine.md](services/machine.md)).",
        preset("watch", TRUTH, "true", "Whether it is watched."),
        unset(
            "disks",
            new Kind.Many(FILE, 16),
            "Any path on each file system to watch, besides `/` and those with data directories."),
        unset(
            "directories",
            new Kind.Many(FILE, 16),
            "Data directories whose size is added up, besides those of the nodes found."));
  }

  static Setting unitsSection() {
    return section(
        "units",
        "Units of systemd, if it runs this machine.",
        preset("watch", TRUTH, "true", "Whether they are watched."),
        unset(
            "names",
            new Kind.Many(UNIT, 32),
            "Units besides the usual ones, which are watched if they exist."));
  }

  static Setting certificatesSection() {
    return section(
        "certificates",
        "TLS certificates whose end is watched.",
        unset("files", new Kind.Many(FILE, 32), "PEM or DER files."),
        unset(
            "servers",
            new Kind.Many(SERVER, 32),
            "Servers that present one, `host:port`: Vedette connects to them every 30 min."));
  }

  static Setting torSection() {
    return section(
        "tor",
        "Tor, by its control port.",
        preset("watch", TRUTH, "true", "Whether one on this machine is found by itself."),
        unset("socket", FILE, "Its control socket, if it is not found."),
        unset("address", SERVER, "Its control port instead, `127.0.0.1:9051`."),
        unset("password", new Kind.Hidden(), "If it wants one instead of its cookie."));
  }

  static MachineSettings of(Values all) {
    Values machine = all.section("machine");
    Values units = all.section("units");
    Values certificates = all.section("certificates");
    Values tor = all.section("tor");
    return new MachineSettings(
        new Machine(machine.truth("watch"), paths(machine, "disks"), paths(machine, "directories")),
        new Units(units.truth("watch"), units.texts("names")),
        new Certificates(paths(certificates, "files"), certificates.texts("servers")),
        new Tor(
            tor.truth("watch"), tor.path("socket"), tor.known("address"), tor.secret("password")));
  }

  /// What is wrong together.
  static void check(Values all, YamlText yaml) {
    Values tor = all.section("tor");
    tor.get("address")
        .filter(_ -> tor.get("socket").isPresent())
        .ifPresent(it -> yaml.problem(it, "tor.address and tor.socket exclude each other"));
  }

  private static List<Path> paths(Values section, String name) {
    return section.list(name).stream().map(it -> (Path) it.value()).toList();
  }
}
