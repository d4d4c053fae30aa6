package vedette.poll.tor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vedette.poll.Trouble;
import vedette.poll.Words;

/// What is asked, and what the replies say.
final class Answers {
  private static final String GENERAL =
      "GETINFO version status/bootstrap-phase status/circuit-established circuit-status"
          + " traffic/read traffic/written";
  private static final int MOST_SERVICES = 64;
  private static final int MOST_PORTS = 16;
  private static final int LONGEST = 200;
  private static final Pattern PROGRESS = Pattern.compile(" PROGRESS=([0-9]{1,3})(?: |$)");
  private static final Pattern ADDRESS = Pattern.compile("[a-z2-7]{56}[.]onion");

  private Answers() {}

  static TorAnswer.Status status(Control control) throws IOException, ControlException {
    Reply reply = control.ask(GENERAL);
    // Unknown to old versions, and then the whole reply is an error: alone.
    Reply uptime = control.ask("GETINFO uptime");
    return status(reply, uptime.ok() ? uptime.value("uptime") : Optional.empty());
  }

  static TorAnswer.Status status(Reply reply, Optional<String> uptime) throws ControlException {
    require(reply);
    String phase = reply.value("status/bootstrap-phase").orElse("");
    Matcher progress = PROGRESS.matcher(phase);
    return new TorAnswer.Status(
        Words.oneLine(reply.value("version").orElse(""), LONGEST),
        progress.find()
            ? OptionalInt.of(Math.min(100, Integer.parseInt(progress.group(1))))
            : OptionalInt.empty(),
        quoted(phase, "SUMMARY").orElse(""),
        quoted(phase, "WARNING"),
        reply.value("status/circuit-established").orElse("").equals("1"),
        built(reply),
        count(reply.value("traffic/read")),
        count(reply.value("traffic/written")),
        uptime
            .map(it -> count(Optional.of(it)))
            .filter(OptionalLong::isPresent)
            .map(it -> Duration.ofSeconds(it.getAsLong())));
  }

  /// One line `3 BUILT …` for each circuit, as data or, where there is only one, on the line
  /// itself. The rest of the line is not kept.
  private static int built(Reply reply) {
    Optional<Reply.Line> line = reply.line("circuit-status");
    if (line.isEmpty()) {
      return 0;
    }
    List<String> all = new ArrayList<>(line.get().data());
    all.add(line.get().text().substring("circuit-status=".length()));
    return (int) all.stream().filter(it -> it.matches("[0-9]{1,20} BUILT( .*)?")).count();
  }

  static TorAnswer.Onions onions(Control control, Publications publications)
      throws IOException, ControlException {
    Reply configured = control.ask("GETCONF HiddenServiceOptions");
    require(configured);
    List<TorAnswer.Onion> all = new ArrayList<>(configured(configured, publications));
    for (String key : List.of("onions/current", "onions/detached")) {
      Reply made = control.ask("GETINFO " + key);
      // Tor says "no onion services of this type" as an error.
      if (made.ok()) {
        addresses(made, key).stream()
            .map(it -> new TorAnswer.Onion(it, Optional.of(it), List.of(), publications.of(it)))
            .filter(it -> all.size() < MOST_SERVICES && !all.contains(it))
            .forEach(all::add);
      }
    }
    return new TorAnswer.Onions(all);
  }

  private static List<String> addresses(Reply reply, String key) {
    List<String> all = new ArrayList<>();
    reply
        .line(key)
        .ifPresent(line -> {
          all.add(line.text().substring(key.length() + 1));
          all.addAll(line.data());
        });
    return all.stream()
        .map(it -> it.strip() + ".onion")
        .filter(it -> ADDRESS.matcher(it).matches())
        .toList();
  }

  /// Lines `HiddenServiceDir=…`, each followed by its `HiddenServicePort=80 127.0.0.1:8080`.
  static List<TorAnswer.Onion> configured(Reply reply, Publications publications) {
    List<TorAnswer.Onion> all = new ArrayList<>();
    Optional<String> directory = Optional.empty();
    List<Integer> ports = new ArrayList<>();
    for (Reply.Line line : reply.lines()) {
      if (line.text().startsWith("HiddenServiceDir=")) {
        directory.ifPresent(it -> all.add(onion(it, ports, publications)));
        directory = Optional.of(line.text().substring("HiddenServiceDir=".length()));
        ports.clear();
      } else if (line.text().matches("HiddenServicePort=[0-9]{1,5}( .*)?")
          && ports.size() < MOST_PORTS) {
        ports.add(
            Integer.parseInt(
                line.text().substring("HiddenServicePort=".length()).split(" ", 2)[0]));
      }
    }
    directory.ifPresent(it -> all.add(onion(it, ports, publications)));
    return all.subList(0, Math.min(all.size(), MOST_SERVICES));
  }

  private static TorAnswer.Onion onion(
      String directory, List<Integer> ports, Publications publications) {
    Optional<String> address = hostname(directory);
    String trimmed = directory.replaceAll("[\"/]+$", "");
    return new TorAnswer.Onion(
        Words.oneLine(trimmed.substring(trimmed.lastIndexOf('/') + 1), LONGEST),
        address,
        ports,
        address.flatMap(publications::of));
  }

  /// The file that Tor writes into the folder, if this user may read it.
  private static Optional<String> hostname(String directory) {
    try (InputStream in = Files.newInputStream(Path.of(directory).resolve("hostname"))) {
      String text = new String(in.readNBytes(128), StandardCharsets.US_ASCII).strip();
      return Optional.of(text).filter(it -> ADDRESS.matcher(it).matches());
    } catch (IOException | RuntimeException hidden) {
      return Optional.empty();
    }
  }

  private static void require(Reply reply) throws ControlException {
    if (!reply.ok()) {
      throw new ControlException(
          reply.status() == 514 ? Trouble.UNAUTHORIZED : Trouble.ERROR,
          "Tor says: " + reply.words());
    }
  }

  private static Optional<String> quoted(String text, String name) {
    Matcher found =
        Pattern.compile(" " + name + "=\"((?:[^\"\\\\]|\\\\.){0,1000})\"").matcher(text);
    return found.find()
        ? Optional.of(Words.oneLine(found.group(1).replaceAll("\\\\(.)", "$1"), LONGEST))
        : Optional.empty();
  }

  private static OptionalLong count(Optional<String> digits) {
    return digits.isPresent() && digits.get().matches("[0-9]{1,18}")
        ? OptionalLong.of(Long.parseLong(digits.get()))
        : OptionalLong.empty();
  }
}
