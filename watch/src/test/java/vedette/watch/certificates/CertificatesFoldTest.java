package vedette.watch.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vedette.poll.certificates.CertificatesAnswer;
import vedette.watch.service.OneService;

class CertificatesFoldTest {
  private final OneService certificates = new OneService(new CertificatesKind());
  private final Instant start = certificates.instant();

  private CertificatesAnswer.Seen ending(String where, Duration in) {
    return new CertificatesAnswer.Seen(
        where,
        Optional.of("node"),
        Optional.of(start.minus(Duration.ofDays(1))),
        Optional.of(start.plus(in)),
        Optional.empty());
  }

  private static CertificatesAnswer.Seen hidden(String where, String why) {
    return new CertificatesAnswer.Seen(
        where, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(why));
  }

  private void files(CertificatesAnswer.Seen... seen) {
    certificates.says("files", new CertificatesAnswer(List.of(seen)));
  }

  @Test
  void timeAloneMakesACertificateEnd() {
    files(ending("/lnd/tls.cert", Duration.ofDays(20)));
    assertThat(certificates.standing()).isEqualTo("OK: all are valid");
    assertThat(certificates.view().detail()).isEqualTo("The first one ends in 20 d.");
    certificates.passes(Duration.ofDays(7));
    files(ending("/lnd/tls.cert", Duration.ofDays(20)));
    assertThat(certificates.standing()).isEqualTo("WARN: one ends soon");
    assertThat(certificates.view().detail()).isEqualTo("/lnd/tls.cert ends in 13 d.");
    certificates.passes(Duration.ofDays(14));
    files(ending("/lnd/tls.cert", Duration.ofDays(20)));
    assertThat(certificates.standing()).isEqualTo("WARN: one has ended");
    assertThat(certificates.view().detail()).isEqualTo("/lnd/tls.cert ended 1 d ago. Renew it.");
  }

  @Test
  void theFirstToEndIsInFrontWhereverItIs() {
    files(ending("/a", Duration.ofDays(90)), hidden("/b", "there is no such file"));
    certificates.says(
        "servers",
        new CertificatesAnswer(List.of(ending("node.example:443", Duration.ofDays(30)))));
    CertificatesPage page = (CertificatesPage) certificates.page().page().orElseThrow();
    assertThat(page.certificates())
        .extracting(CertificatesPage.Certificate::where, CertificatesPage.Certificate::state)
        .containsExactly(
            tuple("node.example:443", "ok"), tuple("/a", "ok"), tuple("/b", "unknown"));
    assertThat(certificates.standing()).isEqualTo("WARN: one cannot be looked at");
    assertThat(certificates.measured())
        .containsEntry("certificate_seen[/b]", 0.0)
        .doesNotContainKey("certificate_not_after_timestamp_seconds[/b]")
        .containsEntry(
            "certificates_first_end_timestamp_seconds",
            (double) start.plus(Duration.ofDays(30)).getEpochSecond());
  }
}
