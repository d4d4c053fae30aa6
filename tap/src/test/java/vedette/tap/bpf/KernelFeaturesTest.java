package vedette.tap.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

class KernelFeaturesTest {
  private final KernelFeatures features = new KernelFeatures();

  @Test
  void withTheRightsEveryTrialHasASureAnswer() {
    assumeTrue(
        ProcessRights.read().has(Capability.CAP_SYS_ADMIN)
            && ProcessRights.read().initialUserNamespace().orElse(false),
        "needs CAP_SYS_ADMIN");
    assertThat(features.ringBuffer()).isEqualTo(Support.YES);
    assertThat(features.programs()).isEqualTo(Support.YES);
    assertThat(features.uprobeMulti()).isNotInstanceOf(Support.Unknown.class);
    assertThat(features.perfUprobe()).isNotInstanceOf(Support.Unknown.class);
    assertThat(features.dynptr()).isNotInstanceOf(Support.Unknown.class);
  }

  @Test
  void newKernelsHaveWhatTheirVersionPromises() {
    assumeTrue(ProcessRights.read().has(Capability.CAP_SYS_ADMIN), "needs CAP_SYS_ADMIN");
    assumeTrue(
        KernelFacts.read().version().map(it -> it.atLeast(6, 6)).orElse(false), "needs Linux 6.6");
    assertThat(features.uprobeMulti()).isEqualTo(Support.YES);
    assertThat(features.dynptr()).isEqualTo(Support.YES);
  }

  @Test
  void sureAnswersAreRemembered() {
    Support first = features.dynptr();
    assumeTrue(!(first instanceof Support.Unknown), "needs CAP_BPF and CAP_PERFMON");
    assertThat(features.dynptr()).isSameAs(first);
  }

  @Test
  void refusalForWantOfRightsIsNoAnswer() {
    assertThat(KernelFeatures.unknown(Kernel.EPERM))
        .isEqualTo(new Support.Unknown("the kernel said EPERM", true));
    assertThat(KernelFeatures.unknown(Kernel.EACCES))
        .isEqualTo(new Support.Unknown("the kernel said EACCES", true));
    assertThat(KernelFeatures.unknown(Kernel.ENOMEM))
        .isEqualTo(new Support.Unknown("the kernel said ENOMEM", false));
  }
}
