package vedette.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vedette.tap.Tap;
import vedette.tap.bpf.BpfMap;
import vedette.tap.bpf.BpfObject;
import vedette.tap.bpf.BpfProgram;
import vedette.tap.bpf.Executable;
import vedette.tap.bpf.UprobeLink;
import vedette.tap.bpf.UsdtNote;

/// The kernel's half of the tap without the other one: maps, and the message body on the node's
/// probe. Who reads the ring is up to the benchmark.
final class Rig implements AutoCloseable {
  /// Of what the shipped bodies write: 4 MiB of payload, head and address.
  static final long LONGEST_RECORD = (4 << 20) + 1024;

  private static final int CONTROL_SIZE = 4096;
  private static final int CONTROL_MAX_PAYLOAD = 0;
  private static final int CONTROL_WAKE_BYTES = 8;

  private final Arena arena = Arena.ofShared();
  private final Map<String, BpfMap> maps = new LinkedHashMap<>();
  private final Executable file;
  private final UsdtNote note;

  Rig(int ringBytes) {
    for (BpfMap map :
        List.of(
            BpfMap.ring("ring", ringBytes),
            BpfMap.array("control", CONTROL_SIZE, 1),
            BpfMap.array("counters", 64, 64),
            BpfMap.set("processes", 4, 16),
            BpfMap.set("types", 16, 16),
            BpfMap.set("peers", 8, 16),
            BpfMap.set("connections", 24, 16),
            BpfMap.cache("known", 24, 104, 4_096))) {
      maps.put(map.name(), map);
    }
    MemorySegment control = map("control").map(arena);
    control.set(ValueLayout.JAVA_LONG, CONTROL_MAX_PAYLOAD, Math.min(ringBytes / 2, 4_000_000));
    control.set(ValueLayout.JAVA_LONG, CONTROL_WAKE_BYTES, ringBytes / 4);
    try {
      file = Executable.open(Node.file());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    note = file.notes().stream().filter(it -> it.id().equals(Node.PROBE)).findFirst().orElseThrow();
  }

  BpfMap ring() {
    return map("ring");
  }

  private BpfMap map(String name) {
    BpfMap map = maps.get(name);
    if (map == null) {
      throw new IllegalStateException("no map " + name);
    }
    return map;
  }

  /// The object that the tap ships.
  static BpfObject shipped() {
    return BpfObject.resource(Tap.class, "tap.bpf.o");
  }

  static BpfObject object(String path) {
    try {
      return BpfObject.parse(Files.readAllBytes(Path.of(path)));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// Attaches a message body.
  UprobeLink attach(BpfObject object, String function) {
    try (BpfProgram program =
        BpfProgram.load(object.function(function), 6, note, file.arch(), 0, 0, maps, true)) {
      return UprobeLink.multi(program, file, List.of(note));
    }
  }

  @Override
  public void close() {
    file.close();
    arena.close();
    maps.values().forEach(BpfMap::close);
  }
}
