package vedette.app.lnd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import vedette.app.cli.Cli;
import vedette.app.cli.ExitCode;
import vedette.app.cli.Verb;

class LndCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... arguments) {
    List<Verb> verbs = List.of(new Verb("lnd", "prints", LndCommand::new));
    return new Cli(verbs, "1", new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8))
        .run(arguments);
  }

  @Test
  void leastRightsArePrintedAndExplained() {
    assertThat(run("lnd", "bake")).isEqualTo(ExitCode.OK);
    assertThat(out.toString(UTF_8))
        .startsWith(
            "lncli bakemacaroon --save_to=vedette.macaroon info:read offchain:read onchain:read"
                + " peers:read\n")
        .contains("None of them can move money", "deletemacaroonid")
        .doesNotContain(":write");
  }

  @Test
  void scriptGetsTheCommandAlone() {
    assertThat(run("lnd", "bake", "--short", "--network", "signet", "--save-to", "my file's"))
        .isEqualTo(ExitCode.OK);
    assertThat(out.toString(UTF_8))
        .isEqualTo(
            "lncli --network=signet bakemacaroon --save_to='my file'\\''s' info:read offchain:read"
                + " onchain:read peers:read\n");
  }

  @Test
  void anythingElseIsRefused() {
    assertThat(run("lnd", "restore")).isEqualTo(ExitCode.REFUSED);
    assertThat(err.toString(UTF_8)).contains("expected bake. Found: 'restore'.");
  }
}
