package vedette.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadedTest {
  private static final ConfigSource NOWHERE =
      new ConfigSource(
          Optional.empty(), Map.of("HOME", "/home/op"), Map.of(), Path.of("/work-dir"));
  private static final Places PLACES =
      new Places(Path.of("/home/op"), Optional.empty(), Path.of("/home/op/.local/state/vedette"));

  @TempDir Path folder;

  @Test
  void everySettingIsOptional() {
    Config config = load("");
    assertThat(config.web().port()).isEqualTo(21_000);
    assertThat(config.web().address()).isEqualTo("127.0.0.1");
    assertThat(config.web().publicView()).isFalse();
    assertThat(config.demo()).isEqualTo(Config.Demo.AUTO);
    assertThat(config.tap().ring()).isEqualTo(16 << 20);
    assertThat(config.nodes()).isEmpty();
    assertThat(load("# only a comment\nweb:\n#  port: 1\nnodes:\n")).isEqualTo(config);
  }

  @Test
  void everySettingIsRead() {
    Config config =
        load(
            """
            nodes:
              - key: main
                rpc: http://127.0.0.1:8332
                user: op
                password: {env: RPC_PASSWORD}
                exe: ~/bitcoin/bitcoind
                tap: false
              - key: test
                cookie: data/.cookie
                demo: true
            discovery: false
            demo: never
            directory: /var/lib/vedette
            tap: {select: 'event=net:*', ring: 16 MiB}
            poll: {fast: 1 s, normal: 1 min, slow: 1 h, timeout: 5 s}
            web:
              address: "::1"
              port: 8080
              public: true
              hosts: [node.example]
              origins: [https://node.example]
              trusted-proxies: [10.0.0.0/8]
              password: {file: secret}
              metrics: nobody
            metrics: {drop-in: false, address: 127.0.0.2, tracepoint-port: 1, rpc-port: 2, node: main}
            history: {enabled: false, directory: h, keep-10s: 1.5 d, keep-1min: 7 d, keep-1h: 1 d,
              keep-things: 2 d, size: 2 GB}
            recordings:
              - {name: blocks, node: main, select: message=block, rotate-size: 512 MiB,
                 rotate-age: 2h, keep: 1 TiB}
            log: {level: debug}
            """);
    assertThat(config.nodes().getFirst().password())
        .contains(new Secret.InEnvironment("RPC_PASSWORD"));
    assertThat(config.nodes().getFirst().exe()).contains(Path.of("/home/op/bitcoin/bitcoind"));
    assertThat(config.nodes().getLast().cookie()).contains(Path.of("/work-dir/data/.cookie"));
    assertThat(config.web().password()).contains(new Secret.InFile(Path.of("/work-dir/secret")));
    assertThat(config.web().metrics()).isEqualTo(Config.MetricsAccess.NOBODY);
    assertThat(config.history().keep10s()).isEqualTo(Duration.ofHours(36));
    assertThat(config.history().size()).isEqualTo(2_000_000_000L);
    assertThat(config.recordings().getFirst().rotateAge()).isEqualTo(Duration.ofHours(2));
    assertThat(config.recordings().getFirst().select()).hasToString("message=block");
    assertThat(config.log().level()).isEqualTo(Config.Level.DEBUG);
  }

  @Test
  void mistakesAreToldAllAtOnceWithTheirPlaceAndTheLine() {
    assertThat(mistakes("web:\n  port: 70000\n  adress: 127.0.0.1\ndemo: sometimes\n"))
        .isEqualTo(
            """
            vedette.yaml:2:9: web.port must be 1..65535, was 70000
              2 |   port: 70000
                |         ^
            vedette.yaml:3:3: web.adress: no such setting; nearest: web.address
              3 |   adress…
                |   ^
            vedette.yaml:4:7: demo must be one of auto, always, never, was sometimes
              4 | demo: sometimes
                |       ^\
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "discovery: yes | discovery must be true or false, was yes",
        "poll: {fast: 10} | poll.fast must be a time of 1 s to 1 h with its unit",
        "poll: {fast: 0 s} | poll.fast must be a time of 1 s to 1 h with its unit",
        "tap: {ring: 33 MiB} | tap.ring must be a power of two of 1 MiB to 1 GiB",
        "tap: {ring: 99999999999999 TiB} | tap.ring must be a power of two",
        "tap: {select: 'event=net:inbound_mesage'} | Nearest: net:inbound_message",
        "web: {port: 1, port: 2} | web.port is set twice, first in line 1",
        "web: [] | web must hold settings, key: value",
        "web: {port: [1]} | web.port must be a single value",
        "web: {port: } | web.port has no value; set one, or remove the line",
        "web: {hosts: a} | web.hosts must be a list",
        "web: {hosts: [a:1]} | web.hosts[0] must be a host name without port",
        "web: {address: localhost} | web.address must be an IP address such as 127.0.0.1",
        "web: {address: 1.2} | web.address must be an IP address",
        "web: {trusted-proxies: [10.0.0.0/33]} | must be an IP address or subnet",
        "web: {port: 9435} | metrics.tracepoint-port is the port of something else already: 9435",
        "nodes: [{rpc: 'http://h:1'}] | nodes[0].key is missing",
        "nodes: [{key: a}, {key: a}] | nodes: two have the key a; change one",
        "nodes: [{key: a, user: u}] | nodes[0].user needs nodes[0].password",
        "nodes: [{key: a, exe: a, pid-file: b}] | exclude each other",
        "nodes: [{key: a, rpc: 'ftp://h'}] | must be an address such as http://127.0.0.1:8332",
        "a: &x 1 | a: no such setting",
        "web: *x | aliases (*name) are not understood",
        "'web: {port: 1' | the file must hold settings",
        "web: {port: 1 | is no YAML",
        "%YAML 9 | is no YAML",
        "? [a] : b | is no YAML",
        "--- {}\\n--- {} | is no YAML",
      })
  void eachKindOfMistakeHasItsWords(String yaml, String words) {
    assertThat(mistakes(yaml.replace("\\n", "\n"))).contains(words).startsWith("vedette.yaml:");
  }

  @Test
  void aSecretInTheFileIsRefusedAndNeverRepeated() {
    for (String yaml :
        List.of(
            "web:\n  password: hunter2\n",
            "web:\n  password:\n    hunter2\n",
            "web:\n  pasword: hunter2\n",
            "web:\n  password: {literal: hunter2}\n",
            "web:\n  password: [hunter2]\n",
            "nodes:\n  - key: a\n    rpc: http://op:hunter2@127.0.0.1:8332\n",
            "web: {password: hunter2, port: 0}\n",
            "web: {port: 0, password: hunter2}\n")) {
      assertThat(mistakes(yaml)).doesNotContain("hunter2");
    }
    assertThat(mistakes("web:\n  password: hunter2\n"))
        .contains(
            "web.password must not hold the secret itself; put it elsewhere and write one of {file:"
                + " PATH}, {env: NAME}, {credential: NAME}, {openbao: 'PATH#FIELD'}");
  }

  @Test
  void aliasesThatStandForGigabytesAreRefusedAtOnce() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
    for (int i = 1; i < 12; i++) {
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, "*a%d,".formatted(i - 1).repeat(9)));
    }
    assertThat(mistakes(bomb.toString())).contains("aliases (*name) are not understood");
  }

  @Test
  void deepAndLargeTextsAreRefused() {
    assertThat(mistakes("[".repeat(5_000))).contains("is nested deeper than 16");
    assertThat(mistakes("- a\n".repeat(30_000))).contains("has more than 20000 parts");
    assertThat(mistakes("a: '" + "x".repeat(300_000) + "'")).contains("is no YAML");
  }

  @Test
  void aFileThatIsTooLargeOrNoTextIsRefused() throws Exception {
    Path file = folder.resolve("vedette.yaml");
    Files.write(file, new byte[300_000]);
    assertThatThrownBy(() -> Loaded.from(source(file))).hasMessageContaining("expected at most");
    Files.write(file, new byte[] {'a', ':', ' ', (byte) 0xff});
    assertThatThrownBy(() -> Loaded.from(source(file))).hasMessageContaining("expected UTF-8");
    assertThatThrownBy(() -> Loaded.from(source(folder.resolve("none"))))
        .isInstanceOf(ConfigException.class)
        .hasMessageEndingWith("none: expected a readable file. Found: no such file.");
  }

  @Test
  void theFirstOfTheUsualPlacesIsRead() throws Exception {
    Path own = folder.resolve("config/vedette/vedette.yaml");
    Files.createDirectories(own.getParent());
    Files.writeString(own, "web: {port: 1}");
    ConfigSource source =
        new ConfigSource(
            Optional.empty(),
            Map.of("HOME", "/home/op", "XDG_CONFIG_HOME", folder.resolve("config").toString()),
            Map.of(),
            folder);
    assertThat(Loaded.from(source).file()).contains(own);
    Files.writeString(folder.resolve("vedette.yaml"), "web: {port: 2}");
    assertThat(Loaded.from(source).config().web().port()).isEqualTo(2);
  }

  @Test
  void theCommandLineWinsOverTheEnvironmentAndThatOverTheFile() throws Exception {
    Path file = folder.resolve("vedette.yaml");
    Files.writeString(file, "web: {port: 1, hosts: [a]}\npoll: {fast: 3 s}\n");
    Loaded loaded =
        Loaded.from(
            new ConfigSource(
                Optional.of(file),
                Map.of("HOME", "/", "VEDETTE_WEB_PORT", "2", "VEDETTE_WEB_HOSTS", "b, c"),
                Map.of("web.port", "3"),
                folder));
    assertThat(loaded.config().web().port()).isEqualTo(3);
    assertThat(loaded.config().web().hosts()).containsExactly("b", "c");
    assertThat(loaded.settings())
        .contains(
            new Loaded.Effective("web.port", "3", "command line"),
            new Loaded.Effective("web.hosts", "[b, c]", "environment VEDETTE_WEB_HOSTS"),
            new Loaded.Effective("poll.fast", "3 s", file + ":2"),
            new Loaded.Effective("poll.slow", "1 min", "default"));
  }

  @Test
  void mistakesOutsideTheFileSayWhereTheyAre() {
    ConfigSource source =
        new ConfigSource(
            Optional.empty(),
            Map.of("HOME", "/", "VEDETTE_WEB_PORT", "x"),
            Map.of("web.prt", "3"),
            Path.of("/work-dir"));
    ConfigException e =
        catchThrowableOfType(
            ConfigException.class, () -> Loaded.from("", Optional.empty(), PLACES, source));
    assertThat(e)
        .hasMessage(
            "environment VEDETTE_WEB_PORT: web.port must be 1..65535, was x\n"
                + "command line: web.prt: no such setting; nearest: web.port");
  }

  @Test
  void secretsAreReadWhereTheReferencePoints() throws Exception {
    Path file = folder.resolve("secret");
    Files.writeString(file, "hunter2\nrest\n");
    assertThat(new Secret.InFile(file).read()).isEqualTo("hunter2");
    assertThat(new Secret.InEnvironment("P").read(name -> name + "1")).isEqualTo("P1");
    assertThatThrownBy(() -> new Secret.InEnvironment("P").read(_ -> null))
        .hasMessage("environment variable P: expected a secret. Found: not set.");
    Files.writeString(file, "");
    assertThatThrownBy(() -> new Secret.InFile(file).read())
        .hasMessageContaining("expected a secret of 1 to 4096 characters. Found: 0.");
  }

  /// Mutations of a file that says much: either it is read, or what is wrong is told; nothing else.
  @Test
  void whateverStandsInTheFileIsReadOrRefusedInWords() {
    String seed =
        """
        nodes: [{key: main, rpc: "http://127.0.0.1:8332", user: op, password: {env: P}, tap: false}]
        tap: {select: 'event=net:*', ring: 16 MiB}
        web: {port: 8080, hosts: [node.example], trusted-proxies: [10.0.0.0/8]}
        recordings:
          - {name: blocks, rotate-size: 512 MiB, rotate-age: 2 h}
        """;
    String letters = "{}[]:,-&*!|>'\"%@`#? \n\t\u0000\u0085\u2028x0\uD800~.";
    int read = 0;
    int refused = 0;
    for (int run = 0; run < 4_000; run++) {
      Random random = new Random(run);
      StringBuilder text = new StringBuilder(seed);
      int changes = 1 + random.nextInt(6);
      for (int i = 0; i < changes; i++) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.setCharAt(at, letters.charAt(random.nextInt(letters.length())));
          case 1 -> text.insert(at, letters.charAt(random.nextInt(letters.length())));
          default -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(20)));
        }
      }
      try {
        load(text.toString());
        read++;
      } catch (ConfigException e) {
        refused++;
        assertThat(e.problems()).as("seed %d", run).isNotEmpty();
        assertThat(String.valueOf(e.getMessage()).lines())
            .as("seed %d", run)
            .allMatch(line -> line.length() < 600);
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + run, e);
      }
    }
    assertThat(read).isPositive();
    assertThat(refused).isPositive();
  }

  private ConfigSource source(Path file) {
    return new ConfigSource(Optional.of(file), Map.of("HOME", "/"), Map.of(), folder);
  }

  private static Config load(String yaml) {
    return Loaded.from(yaml, Optional.empty(), PLACES, NOWHERE).config();
  }

  private static String mistakes(String yaml) {
    return String.valueOf(
        catchThrowableOfType(ConfigException.class, () -> load(yaml)).getMessage());
  }
}
