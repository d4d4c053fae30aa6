package vedette.tap.bpf;

/// Where a probe's argument is at the moment of the hit.
sealed interface Operand {

  /// Has the prologue put this operand's value into r2.
  ///
  /// A method and not a switch over the types: the JVM makes a class for each pattern switch at run
  /// time, and this one would be made while a node waits to be watched.
  ///
  /// @param width bytes to read
  /// @param slot where on the stack there is room for them
  /// @param index which argument it is, for the fault bits
  void fetch(Prologue prologue, int width, int slot, int index);

  /// In a register.
  ///
  /// @param offset byte offset in `pt_regs`
  record Register(int offset) implements Operand {
    @Override
    public void fetch(Prologue prologue, int width, int slot, int index) {
      prologue.fetchRegister(this);
    }
  }

  /// In memory at base + (index << shift) + displacement.
  ///
  /// @param base byte offset of the base register in `pt_regs`
  /// @param index byte offset of the index register, [#NO_INDEX] if there is none
  /// @param shift log2 of the scale, 0 to 3
  /// @param displacement added, signed
  record Memory(int base, int index, int shift, int displacement) implements Operand {
    /// There is no index register.
    static final int NO_INDEX = -1;

    @Override
    public void fetch(Prologue prologue, int width, int slot, int index) {
      prologue.fetchMemory(this, width, slot, index);
    }
  }

  /// Known when the program was compiled.
  record Constant(long value) implements Operand {
    @Override
    public void fetch(Prologue prologue, int width, int slot, int index) {
      prologue.fetchConstant(this);
    }
  }
}
