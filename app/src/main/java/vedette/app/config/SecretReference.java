package vedette.app.config;

import java.nio.file.Path;
import java.util.Optional;

/// Reads a reference to a secret, such as `{file: PATH}`.
final class SecretReference {
  /// Each form: the word, what stands behind it, and an example for messages.
  enum Form {
    FILE("file", ".+", "{file: PATH}"),
    ENV("env", "[A-Za-z_][A-Za-z0-9_]{0,127}", "{env: NAME}"),
    CREDENTIAL("credential", "[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}", "{credential: NAME}"),
    OPENBAO(
        "openbao",
        "[A-Za-z0-9_-][A-Za-z0-9_.-]{0,127}(/[A-Za-z0-9_-][A-Za-z0-9_.-]{0,127}){0,15}"
            + "#[A-Za-z0-9_.-]{1,128}",
        "{openbao: 'PATH#FIELD'}");

    private final String word;
    private final String pattern;
    private final String example;

    Form(String word, String pattern, String example) {
      this.word = word;
      this.pattern = pattern;
      this.example = example;
    }

    String word() {
      return word;
    }

    String pattern() {
      return pattern;
    }
  }

  /// All forms, for messages.
  static final String FORMS =
      java.util.Arrays.stream(Form.values())
          .map(form -> form.example)
          .collect(java.util.stream.Collectors.joining(", "));

  private SecretReference() {}

  /// The secret; empty if this is no form of one.
  ///
  /// @throws Unfit if the form is right and what stands behind it is not
  static Optional<Secret> read(String word, String target, Scalars scalars) throws Unfit {
    for (Form form : Form.values()) {
      if (form.word.equals(word)) {
        return target.matches(form.pattern)
            ? Optional.of(secret(form, target, scalars))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static Secret secret(Form form, String target, Scalars scalars) throws Unfit {
    return switch (form) {
      case FILE -> new Secret.InFile((Path) scalars.read(new Kind.File(), target));
      case ENV -> new Secret.InEnvironment(target);
      case CREDENTIAL -> new Secret.InCredential(target);
      case OPENBAO -> {
        int hash = target.indexOf('#');
        yield new Secret.InOpenBao(
            target.substring(0, hash), target.substring(hash + 1), Optional.empty());
      }
    };
  }
}
