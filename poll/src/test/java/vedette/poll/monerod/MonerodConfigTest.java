package vedette.poll.monerod;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vedette.poll.Secret;
import vedette.poll.process.Address;
import vedette.poll.process.FileText;
import vedette.poll.process.Start;

class MonerodConfigTest {
  private final Map<String, FileText> files = new HashMap<>();

  private MonerodConfig of(String... arguments) {
    return MonerodConfig.of(
        new Start("monerod", List.of(arguments), Optional.of("/home/u"), Optional.of("/srv")),
        path -> files.getOrDefault(path.toString(), new FileText.Missing()));
  }

  @Test
  void withoutOptionsItIsOpenOnLoopback() {
    assertThat(of())
        .isEqualTo(
            new MonerodConfig(
                "mainnet",
                Optional.of(Path.of("/home/u/.bitmonero")),
                Optional.of(new Address("127.0.0.1", 18_081)),
                Optional.empty(),
                false,
                Optional.empty(),
                List.of()));
  }

  @Test
  void optionsAreReadInBothForms() {
    MonerodConfig config =
        of(
            "--stagenet",
            "--data-dir",
            "there",
            "--rpc-bind-ip=0.0.0.0",
            "--confirm-external-bind",
            "--rpc-restricted-bind-port",
            "38089",
            "--rpc-ssl",
            "enabled",
            "--rpc-login=mon:a:b");
    assertThat(config.network()).isEqualTo("stagenet");
    assertThat(config.dataDirectory()).contains(Path.of("/srv/there"));
    assertThat(config.open()).contains(new Address("0.0.0.0", 38_081));
    assertThat(config.restricted()).contains(new Address("127.0.0.1", 38_089));
    assertThat(config.tls()).isTrue();
    assertThat(config.login()).contains(new Monerod.Login("mon", Secret.of("a:b")));
    assertThat(config.toString()).doesNotContain("a:b");
  }

  @Test
  void commandLineGoesBeforeTheFile() {
    files.put(
        "/home/u/.bitmonero/bitmonero.conf",
        new FileText.Text(
            "# mine\nrpc-bind-port = 1111 # here\nrestricted-rpc=1\nrpc-login=file:secret\n"));
    assertThat(of().restricted()).contains(new Address("127.0.0.1", 1111));
    assertThat(of().open()).isEmpty();
    assertThat(of("--rpc-bind-port=2222").restricted()).contains(new Address("127.0.0.1", 2222));
    assertThat(of().login()).contains(new Monerod.Login("file", Secret.of("secret")));
  }

  @Test
  void fileIsThatOfTheNetworkOrTheOneGiven() {
    files.put("/home/u/.bitmonero/testnet/bitmonero.conf", new FileText.Text("rpc-bind-port=3"));
    files.put("/etc/monerod.conf", new FileText.Text("testnet=1\ndata-dir=/data\n"));
    assertThat(of("--testnet").open()).contains(new Address("127.0.0.1", 3));
    assertThat(of("--testnet").dataDirectory()).contains(Path.of("/home/u/.bitmonero/testnet"));
    MonerodConfig given = of("--config-file", "/etc/monerod.conf");
    assertThat(given.open()).contains(new Address("127.0.0.1", 28_081));
    assertThat(given.dataDirectory()).contains(Path.of("/data"));
  }

  @Test
  void fileThatMayNotBeReadIsSaid() {
    files.put("/etc/m.conf", new FileText.Unreadable("permission denied"));
    assertThat(of("--config-file=/etc/m.conf").remarks())
        .containsExactly(
            "/etc/m.conf cannot be read (permission denied): defaults are assumed. Do: let this user read it, or configure the node by hand");
  }

  @Test
  void loginWithoutPasswordIsSaid() {
    MonerodConfig config = of("--rpc-login", "mon");
    assertThat(config.login()).isEmpty();
    assertThat(config.remarks()).hasSize(1);
  }
}
