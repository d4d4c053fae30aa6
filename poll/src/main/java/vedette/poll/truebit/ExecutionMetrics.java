package vedette.poll.truebit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What an execution took, as its runner says. What it does not say is empty.
///
/// @param elapsedNanos time
/// @param exitCode of the program; 0 is success
/// @param steps executed; shown as gas used by others
/// @param gasLimit steps allowed
/// @param memoryLimit and the peak below: the node does not say in what unit
/// @param wasmBytes size of the program
/// @param wasmHash the program's
/// @param cached whether the program was prepared before
public record ExecutionMetrics(
    Optional<BigInteger> elapsedNanos,
    Optional<BigInteger> exitCode,
    Optional<BigInteger> steps,
    Optional<BigInteger> gasLimit,
    Optional<BigInteger> memoryLimit,
    Optional<BigInteger> callLimit,
    Optional<BigInteger> frameLimit,
    Optional<BigInteger> memoryPeak,
    Optional<BigInteger> callPeak,
    Optional<BigInteger> framePeak,
    Optional<BigInteger> wasmBytes,
    Optional<String> wasmHash,
    Optional<Boolean> cached) {

  /// Reads them; empty if there is nothing of it.
  static Optional<ExecutionMetrics> of(JsonNode json) {
    JsonNode limits = json.path("metering").path("limits");
    JsonNode peak = json.path("metering").path("peak");
    JsonNode wasm = json.path("execution").path("wasm");
    JsonNode cached = json.path("execution").path("prepare").path("cached");
    JsonNode exit = json.path("wasi").path("exitCode");
    ExecutionMetrics all =
        new ExecutionMetrics(
            JsonText.count(json.path("elapsed")),
            JsonText.number(exit)
                .filter(n -> n.stripTrailingZeros().scale() <= 0)
                .map(BigDecimal::toBigIntegerExact),
            JsonText.count(json.path("metering").path("last").path("steps")),
            JsonText.count(limits.path("gas")),
            JsonText.count(limits.path("memory")),
            JsonText.count(limits.path("call")),
            JsonText.count(limits.path("frame")),
            JsonText.count(peak.path("memory")),
            JsonText.count(peak.path("call")),
            JsonText.count(peak.path("frame")),
            JsonText.count(wasm.path("size")),
            JsonText.text(wasm.path("hash"), 128),
            cached.isBoolean() ? Optional.of(cached.booleanValue()) : Optional.empty());
    boolean nothing =
        all.elapsedNanos.isEmpty()
            && all.exitCode.isEmpty()
            && all.steps.isEmpty()
            && all.wasmHash.isEmpty();
    return nothing ? Optional.empty() : Optional.of(all);
  }
}
