package vedette.tap.bpf;

import static vedette.tap.bpf.Instruction.R0;
import static vedette.tap.bpf.Instruction.R1;
import static vedette.tap.bpf.Instruction.R10;
import static vedette.tap.bpf.Instruction.R2;
import static vedette.tap.bpf.Instruction.R3;
import static vedette.tap.bpf.Instruction.R4;
import static vedette.tap.bpf.Instruction.R6;
import static vedette.tap.bpf.Instruction.R7;

import java.util.Arrays;
import java.util.List;

/// Makes the code in front of a body: it fetches a probe's arguments, as its note describes them,
/// into an array on the stack, and runs into the body with (context, array).
///
/// ```
/// array[0]      kind | number of arguments in the note << 16 | tag << 24
/// array[1]      bit n set: argument n could not be read
/// array[2 + n]  argument n, sign- or zero-extended; 0 if the note has fewer than the body reads
/// ```
///
/// Operands are known when the program is made, so this costs no interpretation at the hit: a load
/// for each argument in a register, and one helper call for all that lie near each other in memory
/// (see [Window]). The body is not called but follows, because a return costs, too; so the array
/// and the windows lie below what the body uses of the stack that the two then share.
final class Prologue {
  /// `bpf_probe_read_user`.
  private static final int PROBE_READ_USER = 112;

  /// `bpf_tail_call`.
  private static final int TAIL_CALL = 12;

  /// What a program may use of the stack; the kernel's limit.
  static final int STACK = 512;

  private final long[] code = new long[1024];
  private int length;

  private Prologue() {}

  /// Code that runs into a body which must follow at once.
  ///
  /// @param arguments the note's arguments
  /// @param count how many the body reads, at most 12
  /// @param kind the number that the body puts into its records, at most 16 bit
  /// @param tag another one, at most 8 bit
  /// @param depth bytes of the stack that the body uses
  /// @throws BpfException if the body leaves no room on the stack
  static long[] of(List<Argument> arguments, int count, int kind, int tag, int depth) {
    int array = -(depth + 7 & -8) - 8 * (2 + count);
    if (array < -STACK) {
      throw new BpfException(
          "BPF program: its body leaves no room on the stack, it uses " + depth + " bytes.", 0);
    }
    Prologue prologue = new Prologue();
    prologue.keepTheThreadsStack();
    prologue.emit(Instruction.move(R6, R1));
    prologue.emit(Instruction.moveImmediate(R7, 0));
    prologue.emit(
        Instruction.storeImmediate(
            R10, array, kind | Math.min(arguments.size(), 0xff) << 16 | tag << 24));
    List<Argument> read = arguments.subList(0, Math.min(count, arguments.size()));
    List<Window> windows = Window.over(read, array, -STACK);
    boolean[] done = new boolean[count];
    for (Window window : windows) {
      prologue.fetch(window, read, array + 16);
      for (int index : window.arguments()) {
        done[index] = true;
      }
    }
    for (int i = 0; i < count; i++) {
      int slot = array + 8 * (2 + i);
      if (i >= read.size()) {
        prologue.emit(Instruction.storeImmediate(R10, slot, 0));
      } else if (!done[i]) {
        prologue.fetch(read.get(i), slot, i);
      }
    }
    prologue.emit(Instruction.store(R10, array + 8, R7));
    prologue.emit(Instruction.move(R1, R6));
    prologue.emit(Instruction.move(R2, R10));
    prologue.emit(Instruction.addImmediate(R2, array));
    return Arrays.copyOf(prologue.code, prologue.length);
  }

  /// A tail call that cannot be reached; the verifier takes it out again.
  ///
  /// From Linux 6.13 on a program that uses 64 bytes of stack or more is given one in memory of the
  /// processor, shared by all threads that run there, unless it has a tail call. Reading the node's
  /// memory to there takes 20 to 45 ns longer each time.
  private void keepTheThreadsStack() {
    emit(Instruction.moveImmediate(R0, 0));
    emit(Instruction.skipIfZero(R0, 1));
    emit(Instruction.callHelper(TAIL_CALL));
  }

  /// Reads several arguments at once; one by one if that fails, since some may be readable.
  private void fetch(Window window, List<Argument> arguments, int slots) {
    address(window.first());
    emit(Instruction.move(R1, R10));
    emit(Instruction.addImmediate(R1, window.start()));
    emit(Instruction.moveImmediate(R2, window.size()));
    emit(Instruction.callHelper(PROBE_READ_USER));
    int whole = length;
    emit(0);
    for (int index : window.arguments()) {
      fetch(arguments.get(index), slots + 8 * index, index);
    }
    int end = length;
    emit(0);
    code[whole] = Instruction.skipIfZero(R0, length - whole - 1);
    for (int index : window.arguments()) {
      Argument argument = arguments.get(index);
      emit(Instruction.load(R2, R10, window.place(argument), argument.width()));
      extend(argument, slots + 8 * index);
    }
    code[end] = Instruction.skip(length - end - 1);
  }

  private void fetch(Argument argument, int slot, int index) {
    argument.operand().fetch(this, argument.width(), slot, index);
    extend(argument, slot);
  }

  private void extend(Argument argument, int slot) {
    int spare = 64 - 8 * argument.width();
    if (spare > 0) {
      emit(Instruction.shiftLeft(R2, spare));
      emit(Instruction.shiftRight(R2, spare, argument.signed()));
    }
    emit(Instruction.store(R10, slot, R2));
  }

  /// Puts a register's value into r2.
  void fetchRegister(Operand.Register register) {
    emit(Instruction.load(R2, R6, register.offset(), 8));
  }

  /// Puts a constant into r2.
  void fetchConstant(Operand.Constant constant) {
    for (long word : Instruction.constant(R2, constant.value())) {
      emit(word);
    }
  }

  /// Puts what is in the node's memory into r2, by way of the argument's slot.
  void fetchMemory(Operand.Memory memory, int width, int slot, int index) {
    emit(Instruction.storeImmediate(R10, slot, 0));
    address(memory);
    emit(Instruction.move(R1, R10));
    emit(Instruction.addImmediate(R1, slot));
    emit(Instruction.moveImmediate(R2, width));
    emit(Instruction.callHelper(PROBE_READ_USER));
    emit(Instruction.skipIfZero(R0, 1));
    emit(Instruction.orImmediate(R7, 1 << index));
    emit(Instruction.load(R2, R10, slot, 8));
  }

  /// Puts the address of an operand into r3.
  private void address(Operand.Memory memory) {
    emit(Instruction.load(R3, R6, memory.base(), 8));
    if (memory.index() != Operand.Memory.NO_INDEX) {
      emit(Instruction.load(R4, R6, memory.index(), 8));
      if (memory.shift() > 0) {
        emit(Instruction.shiftLeft(R4, memory.shift()));
      }
      emit(Instruction.add(R3, R4));
    }
    if (memory.displacement() != 0) {
      emit(Instruction.addImmediate(R3, memory.displacement()));
    }
  }

  private void emit(long word) {
    code[length++] = word;
  }
}
