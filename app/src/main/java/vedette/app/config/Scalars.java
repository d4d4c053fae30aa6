package vedette.app.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import vedette.event.Selection;
import vedette.event.SelectionException;

/// Reads a single value of each kind from its text.
///
/// @param folder where relative paths belong
/// @param home where `~/` is
record Scalars(Path folder, Path home) {

  /// The value: Long, Boolean, an enum's constant, String, Duration, Path, URI, Selection.
  ///
  /// @throws Unfit if it is none
  Object read(Kind kind, String text) throws Unfit {
    return switch (kind) {
      case Kind.Whole whole -> whole(whole, text);
      case Kind.Truth _ -> truth(text);
      case Kind.Choice choice -> choice(choice, text);
      case Kind.Text(String pattern, String form) -> {
        if (!text.matches(pattern)) {
          throw Unfit.must(form, text);
        }
        yield text;
      }
      case Kind.Span span -> span(span, text);
      case Kind.Size size -> size(size, text);
      case Kind.File _ -> path(text);
      case Kind.Address _ -> {
        Addresses.parse(text);
        yield text;
      }
      case Kind.Network _ -> {
        Addresses.parseNetwork(text);
        yield text;
      }
      case Kind.Url _ -> url(text);
      case Kind.Select _ -> select(text);
      case Kind.Hidden _ ->
          throw new Unfit(
              "must not hold the secret itself; put it elsewhere and write one of "
                  + SecretReference.FORMS,
              true);
      case Kind.Many _ -> throw new Unfit("must be a list");
      case Kind.Section _ -> throw new Unfit("must hold settings, key: value");
    };
  }

  private static Long whole(Kind.Whole kind, String text) throws Unfit {
    if (text.matches("-?[0-9]{1,18}")) {
      long number = Long.parseLong(text);
      if (number >= kind.least() && number <= kind.most()) {
        return number;
      }
    }
    throw Unfit.must(kind.least() + ".." + kind.most(), text);
  }

  private static Boolean truth(String text) throws Unfit {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw Unfit.must("true or false", text);
    };
  }

  private static Enum<?> choice(Kind.Choice kind, String text) throws Unfit {
    for (Enum<?> constant : kind.type().getEnumConstants()) {
      if (Kind.Choice.word(constant).equals(text)) {
        return constant;
      }
    }
    throw new Unfit(
        Unfit.must("one of " + String.join(", ", kind.words()), text).text()
            + Unfit.nearest(text, kind.words()));
  }

  private static Duration span(Kind.Span kind, String text) throws Unfit {
    Duration span = Units.span(text).orElse(Duration.ofMillis(-1));
    if (span.compareTo(kind.least()) < 0 || span.compareTo(kind.most()) > 0) {
      throw Unfit.must(
          "a time of "
              + Units.span(kind.least())
              + " to "
              + Units.span(kind.most())
              + " with its unit (ms, s, min, h, d), such as 10 s",
          text);
    }
    return span;
  }

  private static Long size(Kind.Size kind, String text) throws Unfit {
    long bytes = Units.size(text).orElse(-1L);
    if (bytes < kind.least()
        || bytes > kind.most()
        || (kind.powerOfTwo() && Long.bitCount(bytes) != 1)) {
      throw Unfit.must(
          (kind.powerOfTwo() ? "a power of two of " : "a size of ")
              + Units.size(kind.least())
              + " to "
              + Units.size(kind.most())
              + " with its unit (kB, MB, GB, KiB, MiB, GiB), such as 32 MiB",
          text);
    }
    return bytes;
  }

  private Path path(String text) throws Unfit {
    if (text.isEmpty() || text.length() > 4_096) {
      throw Unfit.must("a path", text);
    }
    try {
      return text.startsWith("~/")
          ? home.resolve(text.substring(2)).normalize()
          : folder.resolve(text).normalize();
    } catch (InvalidPathException _) {
      throw Unfit.must("a path", text);
    }
  }

  private static URI url(String text) throws Unfit {
    try {
      URI url = new URI(text);
      if (url.getUserInfo() != null || (url.getRawAuthority() + "").contains("@")) {
        throw new Unfit("must not hold credentials; use user and password, or cookie", true);
      }
      String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
      if (List.of("http", "https").contains(scheme)
          && url.getHost() != null
          && url.getQuery() == null
          && url.getFragment() == null
          && text.length() <= 512) {
        return url;
      }
    } catch (URISyntaxException _) {
      // Told below.
    }
    throw Unfit.must("an address such as http://127.0.0.1:8332", text);
  }

  private static Selection select(String text) throws Unfit {
    try {
      return Selection.parse(text);
    } catch (SelectionException e) {
      throw new Unfit(
          "is no selection: column "
              + e.column()
              + ": "
              + Unfit.shown(String.valueOf(e.getMessage())));
    }
  }
}
