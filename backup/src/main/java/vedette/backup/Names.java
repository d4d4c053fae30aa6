package vedette.backup;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vedette.backup.layer.Layer;

/// Names of copies: what of, when, how many; nothing that tells whose they are.
final class Names {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final Pattern NAME =
      Pattern.compile(
          "((?:scb|files)/[A-Za-z0-9_-]{1,64})/([0-9]{8}T[0-9]{6}Z)-([0-9]{1,9})(channels\\.backup|files\\.zip)");

  private Names() {}

  static String of(String stream, long madeAt, int items) {
    String end = stream.startsWith(Version.CHANNELS) ? "channels.backup" : "files.zip";
    return stream + "/" + TIME.format(Instant.ofEpochMilli(madeAt)) + "-" + items + end;
  }

  /// What a name tells.
  record Told(String stream, long madeAt, int items) {}

  /// Reads a name, whether or not its copy is encrypted; empty if it is none of ours.
  static Optional<Told> read(String name) {
    Matcher matcher = NAME.matcher(plain(name));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Told(
              matcher.group(1),
              TIME.parse(matcher.group(2), Instant::from).toEpochMilli(),
              Integer.parseInt(matcher.group(3))));
    } catch (DateTimeParseException notATime) {
      return Optional.empty();
    }
  }

  /// Without the ending of encrypted copies.
  static String plain(String name) {
    return name.endsWith(Layer.SUFFIX)
        ? name.substring(0, name.length() - Layer.SUFFIX.length())
        : name;
  }
}
