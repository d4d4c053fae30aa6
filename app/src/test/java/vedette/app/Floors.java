package vedette.app;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// The table of ARCHITECTURE.md as data, and what breaks it.
final class Floors {
  /// @param module the folder, the Maven module and the package under `vedette`
  /// @param maySee the modules it may use, besides itself and the JDK
  record Floor(int number, String module, List<String> maySee) {}

  /// @param prefix packages that not everybody may use
  /// @param owners the packages, with their subpackages, that may
  /// @param reason why only they
  record Reserved(String prefix, List<String> owners, String reason) {}

  /// @param from the class that may break a rule
  /// @param to the class or package prefix that it may use all the same
  /// @param reason why, and when that ends
  record Exemption(String from, String to, String reason) {}

  static final List<Floor> FLOORS =
      List.of(
          new Floor(0, "wire", List.of()),
          // Tests see it; what is tested does not.
          new Floor(0, "testing", List.of()),
          new Floor(1, "event", List.of("wire")),
          new Floor(2, "tap", List.of("event", "wire")),
          new Floor(2, "poll", List.of("event", "wire")),
          new Floor(3, "history", List.of("tap", "poll", "event", "wire")),
          new Floor(3, "watch", List.of("poll", "event", "wire")),
          new Floor(4, "backup", List.of("watch", "poll", "event", "wire")),
          new Floor(
              5, "app", List.of("backup", "watch", "history", "poll", "tap", "event", "wire")));

  static final List<Reserved> RESERVED =
      List.of(
          new Reserved(
              "java.lang.foreign",
              List.of(
                  "vedette.tap",
                  "vedette.poll.machine",
                  "vedette.app.systemd",
                  "vedette.app.process"),
              "memory and system calls beyond the JVM's checks stay where they are reviewed"),
          new Reserved(
              "tools.jackson",
              List.of(
                  "vedette.event.json",
                  "vedette.poll",
                  "vedette.backup",
                  "vedette.app.alerts",
                  "vedette.app.notify",
                  "vedette.app.web"),
              "JSON of events is made in one place, and it is the contract; services and browsers"
                  + " have their own"),
          new Reserved(
              "com.fasterxml.jackson.annotation",
              List.of("vedette.app.web"),
              "Jackson's word for leaving out what is empty"),
          new Reserved("org.jspecify", List.of("vedette"), "annotations only"),
          new Reserved("java.net.http", List.of("vedette.poll"), "only polls ask services"),
          new Reserved("javax.security", List.of("vedette.poll"), "names in certificates"),
          new Reserved(
              "javax.net.ssl",
              List.of("vedette.poll", "vedette.app.notify"),
              "who speaks to others decides whom to trust"),
          new Reserved("java.sql", List.of("vedette.history"), "only history knows the database"),
          new Reserved("org.sqlite", List.of("vedette.history"), "only history knows the database"),
          new Reserved("io.prometheus", List.of("vedette.watch.metrics"), "metrics are made there"),
          new Reserved("io.javalin", List.of("vedette.app.web"), "only the web part serves"),
          new Reserved("org.eclipse.jetty", List.of("vedette.app.web"), "only the web part serves"),
          new Reserved("jakarta.servlet", List.of("vedette.app.web"), "only the web part serves"),
          new Reserved("kotlin", List.of("vedette.app.web"), "what Javalin is written in"),
          new Reserved("org.bouncycastle", List.of("vedette.app.web"), "Argon2id for the password"),
          new Reserved("org.slf4j", List.of("vedette.app.web"), "what Javalin logs to"),
          new Reserved("org.apache.sshd", List.of("vedette.backup.target"), "SFTP for backups"),
          new Reserved("javax.xml", List.of("vedette.backup.target"), "what WebDAV and S3 list"),
          new Reserved(
              "javax.crypto",
              List.of("vedette.poll", "vedette.backup"),
              "encrypted copies, signatures, proofs that a secret is known"),
          new Reserved("org.snakeyaml", List.of("vedette.app.config"), "one place reads YAML"));

  static final List<Exemption> EXEMPTIONS = List.of();

  private Floors() {}

  /// Every use of a class that the table forbids, one sentence each, without those exempted.
  static List<String> violations(JavaClasses classes, List<Exemption> exemptions) {
    TreeSet<String> found = new TreeSet<>();
    for (JavaClass from : classes) {
      for (Dependency use : from.getDirectDependenciesFromSelf()) {
        JavaClass to = use.getTargetClass().getBaseComponentType();
        if (exemptions.stream().noneMatch(e -> exempts(e, from, to))) {
          forbidden(from, to).ifPresent(found::add);
        }
      }
    }
    return new ArrayList<>(found);
  }

  /// The exemptions without which the same violations would be found.
  static List<Exemption> unused(JavaClasses classes, List<Exemption> exemptions) {
    List<String> all = violations(classes, exemptions);
    return exemptions.stream()
        .filter(one ->
            violations(classes, exemptions.stream().filter(e -> !e.equals(one)).toList())
                .equals(all))
        .toList();
  }

  private static boolean exempts(Exemption exemption, JavaClass from, JavaClass to) {
    return from.getFullName().equals(exemption.from())
        && to.getFullName().startsWith(exemption.to());
  }

  private static Optional<String> forbidden(JavaClass from, JavaClass to) {
    String target = to.getPackageName();
    if (within(target, "vedette")) {
      return seesTooMuch(from, to);
    }
    Optional<Reserved> reserved =
        RESERVED.stream().filter(r -> within(target, r.prefix())).findFirst();
    if (reserved.isPresent()) {
      boolean owner =
          reserved.get().owners().stream().anyMatch(o -> within(from.getPackageName(), o));
      return owner
          ? Optional.empty()
          : Optional.of(
              "%s uses %s, reserved for %s: %s"
                  .formatted(
                      from.getFullName(),
                      to.getFullName(),
                      reserved.get().owners(),
                      reserved.get().reason()));
    }
    boolean jdk = target.isEmpty() || within(target, "java") || within(target, "jdk");
    return jdk
        ? Optional.empty()
        : Optional.of(
            "%s uses %s, a library that the table does not know"
                .formatted(from.getFullName(), to.getFullName()));
  }

  private static Optional<String> seesTooMuch(JavaClass from, JavaClass to) {
    Floor floor = floor(from.getPackageName());
    String seen = floor(to.getPackageName()).module();
    return seen.equals(floor.module()) || floor.maySee().contains(seen)
        ? Optional.empty()
        : Optional.of(
            "%s uses %s, but %s may see only %s"
                .formatted(from.getFullName(), to.getFullName(), floor.module(), floor.maySee()));
  }

  private static Floor floor(String packageName) {
    return FLOORS.stream()
        .filter(f -> within(packageName, "vedette." + f.module()))
        .findFirst()
        .orElseThrow(() -> new AssertionError(packageName + " is on no floor of the table"));
  }

  private static boolean within(String packageName, String prefix) {
    return packageName.equals(prefix) || packageName.startsWith(prefix + ".");
  }
}
