package vedette.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Documentation that is made from the code: a test compares it, and with
/// `-Dvedette.write-docs=true` it is written anew.
public final class GeneratedDocs {
  private GeneratedDocs() {}

  /// Writes a whole file, if that is asked for.
  public static void offer(Path file, String wanted) throws IOException {
    if (Boolean.getBoolean("vedette.write-docs")) {
      Files.writeString(file, wanted);
    }
  }

  /// What a file should be whose part between the lines `<!-- MARK: begin -->` and `<!-- MARK: end
  /// -->` is made from the code; written, if that is asked for.
  public static String withPart(Path file, String mark, String part) throws IOException {
    String text = Files.readString(file);
    String begin = "<!-- " + mark + ": begin -->\n";
    String end = "<!-- " + mark + ": end -->\n";
    int from = text.indexOf(begin) + begin.length();
    int to = text.indexOf(end);
    if (from < begin.length() || to < from) {
      throw new IllegalStateException(file + ": expected " + begin.strip() + " and its end");
    }
    String wanted = text.substring(0, from) + part + text.substring(to);
    offer(file, wanted);
    return wanted;
  }
}
