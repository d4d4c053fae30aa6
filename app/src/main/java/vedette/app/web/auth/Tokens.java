package vedette.app.web.auth;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// API tokens for programs, kept in the file `tokens`, one a line: id, scope, when it was made
/// (ms), SHA-256 of the secret, name.
public final class Tokens {
  /// How many there may be.
  public static final int MOST = 64;

  /// What a name may be.
  public static final String NAME = "[\\w .:-]{1,64}";

  private static final int SHORTEST_CHOSEN = 16;
  private static final int LONGEST = 1_024;
  private static final String FILE = "tokens";
  private static final String PREFIX = "vedette_";
  private static final Pattern LINE =
      Pattern.compile("([\\w-]{8}) (read|admin) (\\d{1,18}) ([0-9a-f]{64}) (" + NAME + ")");

  private final StateFiles files;
  private final Clock clock;
  private List<Kept> all;
  private Optional<Kept> chosen = Optional.empty();

  public Tokens(StateFiles files, Clock clock) {
    this.files = files;
    this.clock = clock;
    this.all = files.read(FILE).map(Tokens::parse).orElse(List.of());
  }

  /// A token without its secret.
  ///
  /// @param created ms
  public record Token(String id, String name, Scope scope, long created) {}

  /// A token that was just made.
  ///
  /// @param secret cannot be had again
  public record Made(Token token, String secret) {}

  private record Kept(Token token, String hash) {}

  /// Takes a secret that the owner chose for a token with the scope read, besides those that were
  /// made here. It is in no file and in no list.
  ///
  /// @throws AuthException if it could be guessed
  public synchronized void choose(String secret) {
    if (secret.length() < SHORTEST_CHOSEN || secret.length() > LONGEST) {
      throw new AuthException(
          "web.api-key: expected %d to %d characters. Found: %d. Do: openssl rand -hex 32"
              .formatted(SHORTEST_CHOSEN, LONGEST, secret.length()));
    }
    chosen =
        Optional.of(
            new Kept(new Token("api-key", "web.api-key", Scope.READ, 0), Secrets.hash(secret)));
  }

  /// Every token.
  public synchronized List<Token> list() {
    return all.stream().map(Kept::token).toList();
  }

  /// Makes one.
  ///
  /// @param name fits [#NAME]
  /// @return empty if there are [#MOST]
  public synchronized Optional<Made> create(String name, Scope scope) {
    if (all.size() >= MOST) {
      return Optional.empty();
    }
    String secret = PREFIX + Secrets.random();
    Token token = new Token(Secrets.random().substring(0, 8), name, scope, clock.millis());
    List<Kept> more = new ArrayList<>(all);
    more.add(new Kept(token, Secrets.hash(secret)));
    keep(more);
    return Optional.of(new Made(token, secret));
  }

  /// Takes one away.
  ///
  /// @return false if there is none
  public synchronized boolean remove(String id) {
    List<Kept> fewer = all.stream().filter(k -> !k.token().id().equals(id)).toList();
    boolean there = fewer.size() < all.size();
    if (there) {
      keep(fewer);
    }
    return there;
  }

  /// The token with this secret.
  public synchronized Optional<Token> find(String secret) {
    if (secret.length() > LONGEST) {
      return Optional.empty();
    }
    String hash = Secrets.hash(secret);
    return known().filter(k -> Secrets.equal(k.hash(), hash)).map(Kept::token).findFirst();
  }

  /// Whether it was not taken away.
  public synchronized boolean alive(Token token) {
    return known().anyMatch(k -> k.token().equals(token));
  }

  private Stream<Kept> known() {
    return Stream.concat(all.stream(), chosen.stream());
  }

  private void keep(List<Kept> kept) {
    StringBuilder text = new StringBuilder();
    for (Kept one : kept) {
      Token token = one.token();
      text.append(
          "%s %s %d %s %s\n"
              .formatted(
                  token.id(), token.scope().word(), token.created(), one.hash(), token.name()));
    }
    files.write(FILE, text.toString());
    all = List.copyOf(kept);
  }

  private static List<Kept> parse(String text) {
    List<Kept> kept = new ArrayList<>();
    for (String line : text.lines().limit(MOST).toList()) {
      Matcher parts = LINE.matcher(line);
      if (!parts.matches()) {
        throw new AuthException(
            "tokens: expected lines of id, scope, time, hash and name. Found another line. Do:"
                + " remove it from the file, or the file.");
      }
      Scope scope = Scope.ofToken(parts.group(2)).orElseThrow();
      kept.add(
          new Kept(
              new Token(parts.group(1), parts.group(5), scope, Long.parseLong(parts.group(3))),
              parts.group(4)));
    }
    return List.copyOf(kept);
  }
}
