package vedette.tap;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
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

  /// How kernels word it: "unknown func bpf_ringbuf_reserve_dynptr#198", and those that have never
  /// heard of so high a number "invalid func unknown#198".
  private static final Pattern UNKNOWN_HELPER = Pattern.compile("unknown func|func unknown#");

  /// How many threads wait for the kernel together.
  static final int MAX_THREADS = 32;

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

  /// Attaches every wanted probe that the binary has. One that cannot be attached costs only itself
  /// and is named in [Attachment#refusals].
  ///
  /// @param number what records of this binary carry, 0 to 255
  /// @throws BpfException if the kernel refuses all of them; then none stays attached
  Attachment attach(Executable file, int number) {
    Set<String> refusals = new TreeSet<>();
    List<Attempt> attempts = attachTogether(file, Place.of(file, kinds, refusals), number);
    List<UprobeLink> links = new ArrayList<>();
    List<RuntimeException> refused = new ArrayList<>();
    TreeSet<String> attached = new TreeSet<>();
    for (Attempt attempt : attempts) {
      String event = attempt.place().kind().event();
      attempt
          .link()
          .ifPresent(link -> {
            links.add(link);
            attached.add(event);
          });
      attempt
          .refusal()
          .ifPresent(refusal -> {
            refused.add(refusal);
            refusals.add(event + ": " + refusal.getMessage());
          });
    }
    if (links.isEmpty() && !refused.isEmpty()) {
      throw refused.stream().filter(Attacher::rightsMissing).findAny().orElse(refused.getFirst());
    }
    TreeSet<String> missing = new TreeSet<>();
    kinds.forEach(kind -> missing.add(kind.event()));
    missing.removeAll(attached);
    return new Attachment(
        number,
        file.id(),
        file.path().toString(),
        Optional.empty(),
        System.nanoTime(),
        Processes.now(),
        List.copyOf(attached),
        List.copyOf(missing),
        List.copyOf(refusals),
        List.copyOf(links));
  }

  /// Lets an attachment go.
  void detach(Attachment attachment) {
    attachment.close();
    kinds.forEach(kind -> kind.detach(attachment.number()));
  }

  /// What came of a place: a link or a refusal.
  private record Attempt(
      Place place, Optional<UprobeLink> link, Optional<RuntimeException> refusal) {}

  /// The kernel makes each attaching thread wait for a grace period; waiting together costs one.
  /// The long programs come first: while the kernel verifies them the others are made.
  private List<Attempt> attachTogether(Executable file, List<Place> places, int number) {
    if (places.size() < 2) {
      return places.stream().map(place -> attempt(file, place, number)).toList();
    }
    List<Place> ordered = new ArrayList<>(places);
    ordered.sort(Comparator.comparing(place -> !place.kind().body().equals(MESSAGE)));
    Queue<Attempt> attempts = new ConcurrentLinkedQueue<>();
    try (ExecutorService threads =
        Executors.newFixedThreadPool(
            Math.min(places.size(), MAX_THREADS),
            Thread.ofPlatform().daemon().name("vedette-attach").factory())) {
      ordered.forEach(place -> threads.execute(() -> attempts.add(attempt(file, place, number))));
    }
    return List.copyOf(attempts);
  }

  private Attempt attempt(Executable file, Place place, int number) {
    try {
      return new Attempt(place, Optional.of(attach(file, place, number)), Optional.empty());
    } catch (RuntimeException refused) {
      return new Attempt(place, Optional.empty(), Optional.of(refused));
    }
  }

  private static boolean rightsMissing(RuntimeException refused) {
    return refused instanceof BpfException bpf && bpf.denied() && bpf.log().isEmpty();
  }

  private UprobeLink attach(Executable file, Place place, int number) {
    Kind kind = place.kind();
    UsdtNote note = place.notes().getFirst();
    if (kind.generic() && !kind.attach(number, note.argumentTypes(file.arch()))) {
      throw new BpfException(
          "another place of this probe has arguments of other types; that one is watched.", 0);
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
      if (ladderHelps(kind, tried, refused)) {
        useLadder();
        return attach(file, place, number);
      }
      throw refused;
    }
    usePerf();
    return attach(file, place, number);
  }

  // Two threads may find out a different thing each: what one has found stays.

  private synchronized void usePerf() {
    way = way.withPerf();
  }

  private synchronized void useLadder() {
    way = way.withLadder();
  }

  /// Loads the program of every wanted probe that the binary has, and lets it go.
  ///
  /// @return how many
  /// @throws BpfException if the kernel refuses one of them
  int verify(Executable file) {
    List<Place> places = Place.of(file, kinds, new TreeSet<>());
    places.forEach(place -> verify(file, place));
    return places.size();
  }

  private void verify(Executable file, Place place) {
    Way tried = way;
    try (BpfProgram _ = load(file, place.kind(), place.notes().getFirst(), 0, tried)) {
      return;
    } catch (BpfException refused) {
      if (!ladderHelps(place.kind(), tried, refused)) {
        throw refused;
      }
    }
    useLadder();
    verify(file, place);
  }

  /// Whether the refused program is a message body for kernels that are newer than this one.
  private static boolean ladderHelps(Kind kind, Way tried, BpfException refused) {
    return kind.body().equals(MESSAGE)
        && tried.messageBody.equals(MESSAGE)
        && UNKNOWN_HELPER.matcher(refused.log()).find();
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
