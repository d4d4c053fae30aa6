package vedette.app.lnd;

import java.io.PrintStream;
import java.util.List;
import vedette.app.cli.Arguments;
import vedette.app.cli.Command;
import vedette.app.cli.ExitCode;
import vedette.app.cli.Option;
import vedette.app.cli.OptionGroup;
import vedette.app.cli.UsageException;
import vedette.poll.lnd.LndCall;

/// `vedette lnd bake`: prints the command that makes a macaroon with the least rights. It asks no
/// LND anything: only its owner can make one.
public final class LndCommand implements Command {
  private static final String PRESET = "vedette.macaroon";

  /// Made by the command line when it is asked for.
  public LndCommand() {}

  @Override
  public String about() {
    return """
    Prints how to let Vedette look at an LND, and do nothing else there.
      bake    the command that makes a macaroon with the least rights that Vedette needs
    Run what it prints where lncli works. Vedette neither runs it nor asks LND for it.
    """;
  }

  @Override
  public String operands() {
    return "bake";
  }

  @Override
  public List<OptionGroup> options() {
    return List.of(
        OptionGroup.of(
            "What is printed",
            Option.value("--save-to", "FILE", "where the macaroon goes (default: " + PRESET + ")"),
            Option.value("--network", "NAME", "for lncli, if it is not mainnet: testnet, signet …"),
            Option.flag("--short", "only the command, for a script")));
  }

  @Override
  public int run(Arguments given, PrintStream out, PrintStream err) {
    List<String> operands = given.operands();
    if (operands.size() != 1 || !operands.getFirst().equals("bake")) {
      throw new UsageException("expected bake. Found: '%s'.".formatted(String.join(" ", operands)));
    }
    String command = command(given);
    if (given.has("--short")) {
      out.println(command);
    } else {
      out.print(explained(command, given.text("--save-to").orElse(PRESET)));
    }
    out.flush();
    return ExitCode.OK;
  }

  private static String command(Arguments given) {
    return "lncli "
        + given.text("--network").map(it -> "--network=" + quoted(it) + " ").orElse("")
        + "bakemacaroon --save_to="
        + quoted(given.text("--save-to").orElse(PRESET))
        + " "
        + String.join(" ", LndCall.permissions());
  }

  private static String explained(String command, String file) {
    return """
    %s

    info:read       version, height, whether LND is in step with the chain
    offchain:read   channels, payments in flight, forwards, watchtower, channel backups
    onchain:read    what the wallet holds on the chain and must keep for anchors
    peers:read      who is connected and how often they come and go

    None of them can move money, open or close a channel, or restore one. Keep the file where only
    Vedette's user reads it (chmod 600), then name it:

    lnd:
      - key: lnd
        url: https://127.0.0.1:8080
        tls-cert: /path/to/.lnd/tls.cert
        macaroon: %s

    Called vedette.macaroon and put beside LND's readonly.macaroon, it is found without that. To be
    able to take back this one alone, add --root_key_id 21 to the command; lncli deletemacaroonid 21
    then ends it.
    """
        .formatted(command, file);
  }

  /// As a shell takes it.
  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./~-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
