package vedette.tap.bpf;

import java.util.ArrayList;
import java.util.List;

/// A piece of the traced thread's memory that holds several arguments, and where on the program's
/// stack it is read to.
///
/// A read from the node's memory costs 60 to 100 ns however many bytes it takes, and compilers keep
/// what a probe is given side by side, in one stack frame or one object. What lies between is read,
/// too, and looked at by nobody.
///
/// @param first the argument's operand with the lowest address
/// @param size bytes to read
/// @param start offset on the stack, negative
/// @param arguments which ones are in it
record Window(Operand.Memory first, int size, int start, List<Integer> arguments) {
  /// Longer ones cost more than a second read.
  private static final int LONGEST = 256;

  /// Where on the stack an argument's bytes are.
  int place(Argument argument) {
    return start + memory(argument).displacement() - first.displacement();
  }

  /// Puts together what can be read together.
  ///
  /// @param arguments a probe's arguments
  /// @param above the windows are to lie below this offset on the stack
  /// @param lowest and not below this one
  /// @return each of at least two arguments; what is in none is to be read alone
  static List<Window> over(List<Argument> arguments, int above, int lowest) {
    List<Window> windows = new ArrayList<>();
    boolean[] taken = new boolean[arguments.size()];
    int room = above;
    for (int i = 0; i < arguments.size(); i++) {
      if (taken[i] || !(arguments.get(i).operand() instanceof Operand.Memory memory)) {
        continue;
      }
      List<Integer> members = new ArrayList<>();
      long low = memory.displacement();
      long high = low + arguments.get(i).width();
      for (int k = i; k < arguments.size(); k++) {
        Argument other = arguments.get(k);
        if (taken[k] || !beside(memory, other)) {
          continue;
        }
        long displacement = memory(other).displacement();
        long wouldLow = Math.min(low, displacement);
        long wouldHigh = Math.max(high, displacement + other.width());
        // The verifier wants each load from the stack aligned, so the window begins where it would
        // in memory, relative to eight bytes.
        if (wouldHigh - wouldLow <= LONGEST && start(room, wouldLow, wouldHigh) >= lowest) {
          low = wouldLow;
          high = wouldHigh;
          members.add(k);
        }
      }
      if (members.size() > 1) {
        int start = start(room, low, high);
        windows.add(
            new Window(
                new Operand.Memory(memory.base(), memory.index(), memory.shift(), (int) low),
                (int) (high - low),
                start,
                List.copyOf(members)));
        members.forEach(member -> taken[member] = true);
        room = start & -8;
      }
    }
    return windows;
  }

  private static int start(int room, long low, long high) {
    int offset = (int) (low & 7);
    return room - (int) (offset + high - low + 7 & -8) + offset;
  }

  /// Whether an argument is at the same base, aligned as its width wants it.
  private static boolean beside(Operand.Memory memory, Argument other) {
    return other.operand() instanceof Operand.Memory it
        && it.base() == memory.base()
        && it.index() == memory.index()
        && it.shift() == memory.shift()
        && it.displacement() % other.width() == 0;
  }

  private static Operand.Memory memory(Argument argument) {
    return (Operand.Memory) argument.operand();
  }
}
