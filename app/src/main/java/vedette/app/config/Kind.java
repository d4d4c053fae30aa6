package vedette.app.config;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// What a setting may be. The reader, the JSON Schema and the table of settings switch over it.
sealed interface Kind {

  /// A whole number.
  record Whole(long least, long most) implements Kind {}

  /// `true` or `false`.
  record Truth() implements Kind {}

  /// The lower-case names of an enum's constants.
  record Choice(Class<? extends Enum<?>> type) implements Kind {
    List<String> words() {
      return List.of(type.getEnumConstants()).stream().map(Choice::word).toList();
    }

    static String word(Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT);
    }
  }

  /// A text of a certain form.
  ///
  /// @param pattern a regular expression for all of it, in what Java and ECMAScript share
  /// @param form the form in words, after "must be"
  record Text(String pattern, String form) implements Kind {}

  /// A time span with a unit.
  record Span(Duration least, Duration most) implements Kind {}

  /// A number of bytes with a unit.
  ///
  /// @param powerOfTwo whether it must be one
  record Size(long least, long most, boolean powerOfTwo) implements Kind {}

  /// A path; `~/` is the home folder, a relative one belongs to the folder of the file.
  record File() implements Kind {}

  /// An IP address of this machine.
  record Address() implements Kind {}

  /// An IP address or a subnet.
  record Network() implements Kind {}

  /// `http://HOST:PORT` or `https://…`, without credentials.
  record Url() implements Kind {}

  /// Events, in the grammar of docs/selection.md.
  record Select() implements Kind {}

  /// A reference to a secret, [vedette.app.config.Secret].
  record Hidden() implements Kind {}

  /// Several of a kind.
  record Many(Kind of, int most) implements Kind {}

  /// Settings under a name.
  record Section(List<Setting> settings) implements Kind {
    public Section {
      settings = List.copyOf(settings);
    }

    static Section of(Setting... settings) {
      return new Section(List.of(settings));
    }
  }
}
