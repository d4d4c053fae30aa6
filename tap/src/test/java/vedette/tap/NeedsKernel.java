package vedette.tap;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import vedette.tap.bpf.BpfException;
import vedette.tap.bpf.BpfMap;

/// Tests that attach to real processes. Where the kernel or the rights do not allow it, they are
/// skipped and say why.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsKernel.Condition.class)
@interface NeedsKernel {

  /// Asks the kernel, and builds what the tests run.
  final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return Obstacle.FOUND.isEmpty()
          ? ConditionEvaluationResult.enabled("the kernel lets us trace")
          : ConditionEvaluationResult.disabled(Obstacle.FOUND);
    }
  }

  /// What is in the way, found out once.
  final class Obstacle {
    static final String FOUND = find();

    private Obstacle() {}

    private static String find() {
      if (!"root".equals(System.getProperty("user.name"))) {
        return "live tests need root: they start nodes in namespaces and drop capabilities";
      }
      try {
        BpfMap.ring("trial", 1 << 16).close();
      } catch (BpfException | ExceptionInInitializerError refused) {
        return "this kernel does not let root use eBPF: " + refused.getMessage();
      }
      return Programs.obstacle();
    }
  }
}
