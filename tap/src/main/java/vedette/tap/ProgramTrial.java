package vedette.tap;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import vedette.event.Selection;
import vedette.tap.bpf.BpfException;
import vedette.tap.bpf.BpfMap;
import vedette.tap.bpf.Executable;
import vedette.tap.bpf.RingBuffer;

/// Loads for a binary what a tap would attach, and attaches none of it: the node notices nothing.
public sealed interface ProgramTrial {

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
    Map<String, BpfMap> maps = new HashMap<>();
    try (Executable file = Executable.open(path);
        Arena arena = Arena.ofConfined()) {
      BpfMap control = keep(maps, BpfMap.array("control", Tap.CONTROL_SIZE, 1));
      keep(maps, BpfMap.ring("ring", Math.max(64 << 10, (int) RingBuffer.page())));
      keep(maps, BpfMap.array("counters", Tap.COUNTER_SIZE, Tap.KINDS));
      keep(maps, BpfMap.set("processes", Integer.BYTES, Tap.MAX_PROCESSES));
      KernelFilter.of(Selection.ALL, map -> keep(maps, map), control.map(arena));
      List<Kind> kinds = new ArrayList<>();
      Arrays.stream(Tracepoint.values()).map(Kind::of).forEach(kinds::add);
      return new Accepted(new Attacher(maps, kinds, Attacher.Way.MULTI_DYNPTR).verify(file));
    } catch (BpfException refused) {
      return new Refused(refused.denied(), String.valueOf(refused.getMessage()), refused.log());
    } catch (IOException unreadable) {
      return new NotTried();
    } finally {
      maps.values().forEach(BpfMap::close);
    }
  }

  private static BpfMap keep(Map<String, BpfMap> maps, BpfMap map) {
    maps.put(map.name(), map);
    return map;
  }
}
