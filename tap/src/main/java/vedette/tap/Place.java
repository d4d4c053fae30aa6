package vedette.tap;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import vedette.tap.bpf.BpfException;
import vedette.tap.bpf.Executable;
import vedette.tap.bpf.UsdtNote;

/// Where in a binary a kind of event is to be had: the notes of one probe with one argument text,
/// which one program serves.
record Place(Kind kind, List<UsdtNote> notes) {
  /// A binary is untrusted: what it can make us do is bounded.
  private static final int MOST = 256;

  /// The places of a binary.
  ///
  /// @param kinds what is wanted
  /// @param refusals where notes are told that cannot be used
  static List<Place> of(Executable file, Collection<Kind> kinds, Set<String> refusals) {
    Map<String, Place> places = new LinkedHashMap<>();
    for (Kind kind : kinds) {
      for (UsdtNote note : file.notes()) {
        if (note.id().equals(kind.event()) && usable(file, kind, note, refusals)) {
          String key = kind.event() + ' ' + note.arguments();
          if (places.size() == MOST && !places.containsKey(key)) {
            refusals.add(file.path() + ": it has more than " + MOST + " places to attach to.");
            return List.copyOf(places.values());
          }
          places
              .computeIfAbsent(key, unseen -> new Place(kind, new ArrayList<>()))
              .notes()
              .add(note);
        }
      }
    }
    return List.copyOf(places.values());
  }

  private static boolean usable(Executable file, Kind kind, UsdtNote note, Set<String> refusals) {
    if (!note.nop()) {
      // Anything else there would be overwritten in the middle of an instruction.
      refusals.add(note.id() + ": there is no NOP at its place.");
      return false;
    }
    int count = argumentCount(file, note, refusals);
    if (count >= 0 && count < kind.leastArguments()) {
      refusals.add(
          note.id()
              + ": expected at least "
              + kind.leastArguments()
              + " arguments. Found: "
              + count
              + ".");
    }
    return count >= kind.leastArguments();
  }

  /// How many arguments a note has, −1 if it has one that cannot be read: that costs this place
  /// only.
  private static int argumentCount(Executable file, UsdtNote note, Set<String> refusals) {
    try {
      return note.argumentTypes(file.arch()).size();
    } catch (BpfException unreadable) {
      refusals.add(note.id() + ": " + unreadable.getMessage());
      return -1;
    }
  }
}
