package vedette.tap;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import vedette.tap.bpf.BpfException;
import vedette.tap.bpf.BpfMap;
import vedette.tap.bpf.BpfObject;
import vedette.tap.bpf.BpfProgram;
import vedette.tap.bpf.Executable;
import vedette.tap.bpf.UprobeLink;
import vedette.tap.bpf.UsdtNote;

/// Loads a program for each wanted probe of a binary and attaches it.
///
/// Which way works is found out by trying, once: a uprobe_multi link (Linux 6.6, least rights) or a
/// perf event, a message body with dynptrs (5.19) or without.
final class Attacher {
  private static final String MESSAGE = "message";
  private static final String MESSAGE_WITHOUT_DYNPTR = "message_without_dynptr";

  private static final BpfObject OBJECT = BpfObject.resource(Attacher.class, "tap.bpf.o");

  private final Map<String, BpfMap> maps;
  private final Collection<Kind> kinds;
  private volatile Way way;

  /// How programs are attached and which message body they have.
  enum Way {
    MULTI_DYNPTR(true, MESSAGE),
    MULTI_LADDER(true, MESSAGE_WITHOUT_DYNPTR),
    PERF_DYNPTR(false, MESSAGE),
    PERF_LADDER(false, MESSAGE_WITHOUT_DYNPTR);

    private final boolean multi;
    private final String messageBody;

    Way(boolean multi, String messageBody) {
      this.multi = multi;
      this.messageBody = messageBody;
    }

    private Way withPerf() {
      return messageBody.equals(MESSAGE) ? PERF_DYNPTR : PERF_LADDER;
    }

    private Way withLadder() {
      return multi ? MULTI_LADDER : PERF_LADDER;
    }
  }

  /// @param maps the maps that bodies name
  /// @param kinds the probes that are wanted
  /// @param way which way to try first
  Attacher(Map<String, BpfMap> maps, Collection<Kind> kinds, Way way) {
    this.maps = Map.copyOf(maps);
    this.kinds = List.copyOf(kinds);
    this.way = way;
  }

  /// Reads the programs, unless that was done.
  static void prepare() {
    Objects.requireNonNull(OBJECT);
  }

  /// The way that works, once something is attached.
  Way way() {
    return way;
  }

  /// Attaches every wanted probe that the binary has.
  ///
  /// @param number what records of this binary carry, 0 to 255
  /// @throws BpfException if the kernel refuses one of them; then none stays attached
  Attachment attach(Executable file, int number) {
    List<Place> places = places(file);
    List<UprobeLink> links = new ArrayList<>();
    try {
      if (!places.isEmpty()) {
        // The first one alone: it finds out which way works.
        links.add(attach(file, places.getFirst(), number));
        attachTogether(file, places.subList(1, places.size()), number, links);
      }
    } catch (RuntimeException refused) {
      Attachment.closeAll(links);
      throw refused;
    }
    TreeSet<String> attached = new TreeSet<>();
    places.forEach(place -> attached.add(place.kind().event()));
    TreeSet<String> missing = new TreeSet<>();
    kinds.forEach(kind -> missing.add(kind.event()));
    missing.removeAll(attached);
    return new Attachment(
        number,
        file.id(),
        file.path().toString(),
        System.nanoTime(),
        List.copyOf(attached),
        List.copyOf(missing),
        List.copyOf(links));
  }

  /// Notes of one probe with one argument text: one program serves them.
  private record Place(Kind kind, List<UsdtNote> notes) {}

  private List<Place> places(Executable file) {
    Map<String, Place> places = new LinkedHashMap<>();
    for (Kind kind : kinds) {
      for (UsdtNote note : file.notes()) {
        // Anything but a NOP there would be overwritten in the middle of an instruction.
        if (note.id().equals(kind.event()) && note.nop()) {
          List<UsdtNote.ArgumentType> types = note.argumentTypes(file.arch());
          if (types.size() >= kind.leastArguments()) {
            places
                .computeIfAbsent(
                    kind.event() + ' ' + note.arguments(),
                    key -> new Place(kind, new ArrayList<>()))
                .notes()
                .add(note);
          }
        }
      }
    }
    return List.copyOf(places.values());
  }

  /// The kernel makes each attaching thread wait for a grace period; waiting together costs one.
  private void attachTogether(
      Executable file, List<Place> places, int number, List<UprobeLink> links) {
    if (places.isEmpty()) {
      return;
    }
    List<Callable<UprobeLink>> tasks = new ArrayList<>();
    for (Place place : places) {
      tasks.add(() -> attach(file, place, number));
    }
    try (ExecutorService threads =
        Executors.newFixedThreadPool(
            places.size(), Thread.ofPlatform().daemon().name("vedette-attach").factory())) {
      BpfException refused = null;
      for (Future<UprobeLink> task : threads.invokeAll(tasks)) {
        try {
          links.add(task.get());
        } catch (ExecutionException failed) {
          if (failed.getCause() instanceof BpfException cause) {
            refused = cause;
          } else {
            throw new IllegalStateException("attaching failed", failed.getCause());
          }
        }
      }
      if (refused != null) {
        throw refused;
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new TapException(TapException.Fault.PASSING, "Attaching was interrupted.", interrupted);
    }
  }

  private UprobeLink attach(Executable file, Place place, int number) {
    Kind kind = place.kind();
    UsdtNote note = place.notes().getFirst();
    if (kind.generic()) {
      kind.attach(number, note.argumentTypes(file.arch()));
    }
    Way tried = way;
    try (BpfProgram program = load(file, kind, note, number, tried)) {
      if (!tried.multi) {
        return UprobeLink.perf(program, file, place.notes());
      }
      try {
        return UprobeLink.multi(program, file, place.notes());
      } catch (BpfException refused) {
        if (refused.denied() || UprobeLink.multiSupported(program)) {
          throw refused;
        }
      }
    } catch (BpfException refused) {
      if (kind.body().equals(MESSAGE)
          && tried.messageBody.equals(MESSAGE)
          && refused.log().contains("unknown func")) {
        way = tried.withLadder();
        return attach(file, place, number);
      }
      throw refused;
    }
    way = tried.withPerf();
    return attach(file, place, number);
  }

  private BpfProgram load(Executable file, Kind kind, UsdtNote note, int number, Way by) {
    String body = kind.body().equals(MESSAGE) ? by.messageBody : kind.body();
    // One byte of the record's "args" tells the attachment, so that the same file under two names
    // (two containers of one image) can be told apart.
    return BpfProgram.load(
        OBJECT.function(body),
        kind.slots(),
        note,
        file.arch(),
        kind.number(),
        number,
        maps,
        by.multi);
  }
}
