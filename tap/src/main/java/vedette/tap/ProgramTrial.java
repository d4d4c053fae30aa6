package vedette.tap;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import vedette.tap.bpf.BpfException;
import vedette.tap.bpf.Executable;
import vedette.tap.bpf.RingBuffer;

/// Loads for a binary what a tap would attach, and attaches none of it: the node notices nothing.
public sealed interface ProgramTrial {
  /// Bytes of the trial's ring, which takes no records; more where pages are larger.
  int LEAST_RING = 64 << 10;

  /// The kernel accepted every program.
  ///
  /// @param programs how many
  record Accepted(int programs) implements ProgramTrial {}

  /// The kernel refused.
  ///
  /// @param denied whether rights are missing, as opposed to a program the verifier dislikes
  /// @param reason a sentence
  /// @param log the verifier's log, empty if there is none
  record Refused(boolean denied, String reason, String log) implements ProgramTrial {}

  /// The binary cannot be opened, so there is nothing to load.
  record NotTried() implements ProgramTrial {}

  /// Tries.
  ///
  /// @param path any path that leads to the binary, also `/proc/<pid>/exe`
  static ProgramTrial of(Path path) {
    TapOptions options =
        TapOptions.defaults().withRingBytes(Math.max(LEAST_RING, (int) RingBuffer.page()));
    try (Executable file = Executable.open(path);
        KernelSide kernel = new KernelSide(options)) {
      List<Kind> kinds = Arrays.stream(Tracepoint.values()).map(Kind::of).toList();
      Attacher attacher = new Attacher(kernel.maps(), kinds, Attacher.Way.MULTI_DYNPTR);
      return new Accepted(attacher.verify(file));
    } catch (BpfException refused) {
      return new Refused(refused.denied(), String.valueOf(refused.getMessage()), refused.log());
    } catch (IOException unreadable) {
      return new NotTried();
    }
  }
}
