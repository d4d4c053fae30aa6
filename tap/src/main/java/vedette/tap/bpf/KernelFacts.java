package vedette.tap.bpf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the kernel says about itself in `/proc` and `/sys`, as far as it bears on tracing. Nothing
/// is tried; [KernelFeatures] does that.
///
/// @param release as `uname -r` prints it, empty if unknown
/// @param processor as the JVM names it, such as `amd64`
/// @param arch the same, if tracing knows it
/// @param btf whether the kernel describes its types; nothing here needs that
/// @param uprobes whether there is an event source for uprobes
/// @param lockdown `none`, `integrity` or `confidentiality`; empty if the kernel has no lockdown or
///   its file may not be read
/// @param perfEventParanoid sysctl kernel.perf_event_paranoid
/// @param unprivilegedBpfDisabled sysctl kernel.unprivileged_bpf_disabled
public record KernelFacts(
    String release,
    String processor,
    Optional<Arch> arch,
    boolean btf,
    boolean uprobes,
    Optional<String> lockdown,
    OptionalInt perfEventParanoid,
    OptionalInt unprivilegedBpfDisabled) {

  private static final Pattern CHOSEN = Pattern.compile("\\[([a-z]+)]");

  /// Reads them; what is not there or may not be read is empty.
  public static KernelFacts read() {
    return read(Path.of("/"));
  }

  /// Reads them from the `proc` and `sys` below `root`.
  static KernelFacts read(Path root) {
    return new KernelFacts(
        text(root.resolve("proc/sys/kernel/osrelease")).orElse(""),
        System.getProperty("os.arch", ""),
        Arch.current(),
        Files.exists(root.resolve("sys/kernel/btf/vmlinux")),
        Files.exists(root.resolve("sys/bus/event_source/devices/uprobe/type")),
        text(root.resolve("sys/kernel/security/lockdown")).flatMap(KernelFacts::chosen),
        number(root.resolve("proc/sys/kernel/perf_event_paranoid")),
        number(root.resolve("proc/sys/kernel/unprivileged_bpf_disabled")));
  }

  /// The version in the release, empty if it has none.
  public Optional<KernelVersion> version() {
    return KernelVersion.parse(release);
  }

  private static Optional<String> chosen(String words) {
    Matcher matcher = CHOSEN.matcher(words);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  static Optional<String> text(Path file) {
    try {
      return Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1).strip());
    } catch (IOException absent) {
      return Optional.empty();
    }
  }

  private static OptionalInt number(Path file) {
    try {
      Optional<String> text = text(file);
      return text.isPresent() ? OptionalInt.of(Integer.parseInt(text.get())) : OptionalInt.empty();
    } catch (NumberFormatException strange) {
      return OptionalInt.empty();
    }
  }
}
