package vedette.tap.bpf;

import static vedette.tap.bpf.Instruction.R0;
import static vedette.tap.bpf.Instruction.R1;
import static vedette.tap.bpf.Instruction.R10;
import static vedette.tap.bpf.Instruction.R2;
import static vedette.tap.bpf.Instruction.R3;
import static vedette.tap.bpf.Instruction.R4;
import static vedette.tap.bpf.Instruction.R6;
import static vedette.tap.bpf.Instruction.R7;

import java.util.List;

/// Makes the code in front of a body: it fetches a probe's arguments, as its note describes them,
/// into an array on the stack, and calls the body with (context, array).
///
/// ```
/// array[0]      kind | number of arguments in the note << 16 | tag << 24
/// array[1]      bit n set: argument n could not be read
/// array[2 + n]  argument n, sign- or zero-extended; 0 if the note has fewer than the body reads
/// ```
///
/// Operands are known when the program is made, so this costs a load or one helper call for each
/// argument and no interpretation at the hit.
final class Prologue {
  /// `bpf_probe_read_user`.
  private static final int PROBE_READ_USER = 112;

  private final long[] code = new long[512];
  private int length;

  private Prologue() {}

  /// Code that calls a body which must follow at once.
  ///
  /// @param arguments the note's arguments
  /// @param count how many the body reads, at most 12
  /// @param kind the number that the body puts into its records, at most 16 bit
  /// @param tag another one, at most 8 bit
  static long[] of(List<Argument> arguments, int count, int kind, int tag) {
    Prologue prologue = new Prologue();
    int array = -8 * (2 + count);
    prologue.emit(Instruction.move(R6, R1));
    prologue.emit(Instruction.moveImmediate(R7, 0));
    prologue.emit(
        Instruction.storeImmediate(
            R10, array, kind | Math.min(arguments.size(), 0xff) << 16 | tag << 24));
    for (int i = 0; i < count; i++) {
      int slot = array + 8 * (2 + i);
      if (i < arguments.size()) {
        prologue.fetch(arguments.get(i), slot, i);
      } else {
        prologue.emit(Instruction.storeImmediate(R10, slot, 0));
      }
    }
    prologue.emit(Instruction.store(R10, array + 8, R7));
    prologue.emit(Instruction.move(R1, R6));
    prologue.emit(Instruction.move(R2, R10));
    prologue.emit(Instruction.addImmediate(R2, array));
    prologue.emit(Instruction.callFunction(1));
    prologue.emit(Instruction.EXIT);
    return java.util.Arrays.copyOf(prologue.code, prologue.length);
  }

  private void fetch(Argument argument, int slot, int index) {
    argument.operand().fetch(this, argument.width(), slot, index);
    int spare = 64 - 8 * argument.width();
    if (spare > 0) {
      emit(Instruction.shiftLeft(R2, spare));
      emit(Instruction.shiftRight(R2, spare, argument.signed()));
    }
    emit(Instruction.store(R10, slot, R2));
  }

  /// Puts a register's value into r2.
  void fetchRegister(Operand.Register register) {
    emit(Instruction.load(R2, R6, register.offset()));
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
    emit(Instruction.load(R3, R6, memory.base()));
    if (memory.index() != Operand.Memory.NO_INDEX) {
      emit(Instruction.load(R4, R6, memory.index()));
      if (memory.shift() > 0) {
        emit(Instruction.shiftLeft(R4, memory.shift()));
      }
      emit(Instruction.add(R3, R4));
    }
    if (memory.displacement() != 0) {
      emit(Instruction.addImmediate(R3, memory.displacement()));
    }
    emit(Instruction.move(R1, R10));
    emit(Instruction.addImmediate(R1, slot));
    emit(Instruction.moveImmediate(R2, width));
    emit(Instruction.callHelper(PROBE_READ_USER));
    emit(Instruction.skipIfZero(R0, 1));
    emit(Instruction.orImmediate(R7, 1 << index));
    emit(Instruction.load(R2, R10, slot));
  }

  private void emit(long word) {
    code[length++] = word;
  }
}
