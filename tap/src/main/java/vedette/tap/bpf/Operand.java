package vedette.tap.bpf;

/// Where a probe's argument is at the moment of the hit.
sealed interface Operand {

  /// In a register.
  ///
  /// @param offset byte offset in `pt_regs`
  record Register(int offset) implements Operand {}

  /// In memory at base + (index << shift) + displacement.
  ///
  /// @param base byte offset of the base register in `pt_regs`
  /// @param index byte offset of the index register, [#NO_INDEX] if there is none
  /// @param shift log2 of the scale, 0 to 3
  /// @param displacement added, signed
  record Memory(int base, int index, int shift, int displacement) implements Operand {
    /// There is no index register.
    static final int NO_INDEX = -1;
  }

  /// Known when the program was compiled.
  record Constant(long value) implements Operand {}
}
