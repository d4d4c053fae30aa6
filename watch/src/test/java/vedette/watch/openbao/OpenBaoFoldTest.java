package vedette.watch.openbao;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import vedette.poll.Trouble;
import vedette.poll.openbao.OpenBaoAnswer;
import vedette.watch.service.OneService;

class OpenBaoFoldTest {
  private final OneService bao = new OneService(new OpenBaoKind());

  private void says(boolean initialized, boolean sealed, boolean standby) {
    bao.says("health", new OpenBaoAnswer(initialized, sealed, standby, Optional.of("2.6.2")));
  }

  @Test
  void sealedIsAStateAndNoFailure() {
    says(true, true, false);
    assertThat(bao.standing()).isEqualTo("LOCKED: sealed");
    assertThat(bao.view().detail())
        .isEqualTo("It gives out nothing until it is unsealed. Do: bao operator unseal");
    assertThat(bao.measured()).containsEntry("openbao_sealed", 1.0);
  }

  @Test
  void everyOtherStateHasItsWord() {
    says(false, true, false);
    assertThat(bao.standing()).isEqualTo("WARN: not set up");
    says(true, false, true);
    assertThat(bao.standing()).isEqualTo("OK: stands by");
    says(true, false, false);
    assertThat(bao.standing()).isEqualTo("OK: unsealed");
    assertThat(bao.measured()).containsEntry("openbao_info[2.6.2]", 1.0);
    bao.fails("health", Trouble.UNREACHABLE, "nobody accepts connections");
    assertThat(bao.standing()).isEqualTo("GONE: gone");
    assertThat(bao.measured()).isEmpty();
  }
}
