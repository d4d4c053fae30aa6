package vedette.watch.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import vedette.poll.Trouble;

class UsdtDashRpcTest {
  private final Metrics metrics = Metrics.create("test");

  @Test
  void nothingIsSaidBeforeTheNodeAnswered() {
    metrics.accept(Answers.failed("main", "getblockchaininfo", Trouble.STARTING));
    assertThat(Scrape.of(metrics.usdtDashRpc()).text()).isBlank();
    metrics.accept(Answers.answered("main", "getnetworkinfo", Answers.network(3, 8)));
    assertThat(Scrape.of(metrics.usdtDashRpc()).series())
        .containsOnlyKeys("bitcoind_net_connections_in", "bitcoind_net_connections_out");
  }

  @Test
  void the14FamiliesHaveNamesAndUnitsOfUsdtDash() {
    Answers.all("main", 1).forEach(metrics::accept);
    Scrape scrape = Scrape.of(metrics.usdtDashRpc());
    assertThat(scrape.series())
        .containsEntry("bitcoind_blockchain_blocks", 900_001.0)
        .containsEntry("bitcoind_blockchain_headers", 900_001.0)
        .containsEntry("bitcoind_blockchain_verification_progress", 0.99999)
        .containsEntry("bitcoind_blockchain_difficulty", 1.2e14)
        .containsEntry("bitcoind_blockchain_size_bytes", 7e11)
        .containsEntry("bitcoind_mempool_size", 4_001.0)
        .containsEntry("bitcoind_mempool_bytes", 2_000_000.0)
        .containsEntry("bitcoind_mempool_usage_bytes", 9_000_000.0)
        .containsEntry("bitcoind_mempool_max_bytes", 300_000_000.0)
        .containsEntry("bitcoind_mempool_minfee_per_kb", 0.00001)
        .containsEntry("bitcoind_net_bytes_recv_total", 2_000_000.0)
        .containsEntry("bitcoind_net_bytes_sent_total", 1_400_000.0)
        .containsEntry("bitcoind_net_connections_in", 12.0)
        .containsEntry("bitcoind_net_connections_out", 10.0)
        .hasSize(14);
    assertThat(scrape.types()).hasSize(14).containsEntry("bitcoind_mempool_size", "gauge");
    assertThat(scrape.types()).containsEntry("bitcoind_net_bytes_recv_total", "counter");
    assertThat(scrape.types()).containsEntry("bitcoind_net_bytes_sent_total", "counter");
  }

  @Test
  void theLastAnswerStaysWhileCallsFailAndEndsWithTheProcess() {
    Answers.all("main", 1).forEach(metrics::accept);
    metrics.accept(Answers.failed("main", "getblockchaininfo", Trouble.TIMEOUT));
    assertThat(Scrape.of(metrics.usdtDashRpc()).series()).hasSize(14);
    metrics.gone("main");
    assertThat(Scrape.of(metrics.usdtDashRpc()).text()).isBlank();
  }
}
