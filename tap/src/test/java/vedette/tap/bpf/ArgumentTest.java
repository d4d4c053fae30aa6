package vedette.tap.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vedette.tap.bpf.Operand.Constant;
import vedette.tap.bpf.Operand.Memory;
import vedette.tap.bpf.Operand.Register;

class ArgumentTest {
  private static final int NONE = Memory.NO_INDEX;

  private static Argument x86(String token) {
    List<Argument> arguments = Argument.parse(Arch.X86_64, token);
    assertThat(arguments).hasSize(1);
    return arguments.getFirst();
  }

  private static Operand arm(String operand) {
    List<Argument> arguments = Argument.parse(Arch.AARCH64, "8@" + operand);
    assertThat(arguments).hasSize(1);
    return arguments.getFirst().operand();
  }

  @Test
  void x86OperandsOfEveryForm() {
    assertThat(x86("-8@%r13")).isEqualTo(new Argument(8, true, new Register(16)));
    assertThat(x86("4@%eax")).isEqualTo(new Argument(4, false, new Register(80)));
    assertThat(x86("8@(%rbx)")).isEqualTo(new Argument(8, false, new Memory(40, NONE, 0, 0)));
    assertThat(x86("-4@-1064(%rbp)"))
        .isEqualTo(new Argument(4, true, new Memory(32, NONE, 0, -1064)));
    assertThat(x86("8@24(%rcx)").operand()).isEqualTo(new Memory(88, NONE, 0, 24));
    assertThat(x86("8@-96(%rbp,%rax,8)").operand()).isEqualTo(new Memory(32, 80, 3, -96));
    assertThat(x86("8@8(%rax,%rcx)").operand()).isEqualTo(new Memory(80, 88, 0, 8));
    assertThat(x86("2@(%r9,%r10,2)").operand()).isEqualTo(new Memory(64, 56, 1, 0));
    assertThat(x86("8@-0x10(%rsp)").operand()).isEqualTo(new Memory(152, NONE, 0, -16));
    assertThat(x86("-4@$-5")).isEqualTo(new Argument(4, true, new Constant(-5)));
    assertThat(x86("8@$0x10").operand()).isEqualTo(new Constant(16));
    assertThat(x86("8@$9223372036854775807").operand()).isEqualTo(new Constant(Long.MAX_VALUE));
    assertThat(x86("-8@$-9223372036854775808").operand()).isEqualTo(new Constant(Long.MIN_VALUE));
  }

  @ParameterizedTest
  @CsvSource({
    "rax, 80",
    "eax, 80",
    "ax, 80",
    "al, 80",
    "rbx, 40",
    "ebx, 40",
    "bl, 40",
    "rcx, 88",
    "cl, 88",
    "rdx, 96",
    "edx, 96",
    "dl, 96",
    "rsi, 104",
    "esi, 104",
    "sil, 104",
    "rdi, 112",
    "dil, 112",
    "rbp, 32",
    "bpl, 32",
    "rsp, 152",
    "r8, 72",
    "r8d, 72",
    "r8w, 72",
    "r8b, 72",
    "r9, 64",
    "r10d, 56",
    "r11w, 48",
    "r12b, 24",
    "r13, 16",
    "r14d, 8",
    "r15, 0",
    "r15d, 0",
    "r15b, 0"
  })
  void aPartOfAnX86RegisterIsInItsWhole(String name, int offset) {
    assertThat(x86("8@%" + name).operand()).isEqualTo(new Register(offset));
  }

  @Test
  void theProbesOfTheMeasuredBitcoindAreUnderstood() {
    assertThat(
            Argument.parse(
                Arch.X86_64,
                "-8@-1064(%rbp) 8@-1024(%rbp) 8@-640(%rbp) 8@-336(%rbp) 8@%rax 8@%rdx"))
        .hasSize(6);
    assertThat(
            Argument.parse(
                Arch.X86_64,
                "8@%r13 -4@%eax -8@40(%rbx) 8@64(%rbx) 8@%rdx -4@168(%rsp) -8@160(%rsp) 1@%cl"))
        .extracting(Argument::width, Argument::signed)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(8, false),
            org.assertj.core.groups.Tuple.tuple(4, true),
            org.assertj.core.groups.Tuple.tuple(8, true),
            org.assertj.core.groups.Tuple.tuple(8, false),
            org.assertj.core.groups.Tuple.tuple(8, false),
            org.assertj.core.groups.Tuple.tuple(4, true),
            org.assertj.core.groups.Tuple.tuple(8, true),
            org.assertj.core.groups.Tuple.tuple(1, false));
  }

  @Test
  void aProbeMayHaveNoArguments() {
    assertThat(Argument.parse(Arch.X86_64, "")).isEmpty();
    assertThat(Argument.parse(Arch.AARCH64, "")).isEmpty();
  }

  @Test
  void aarch64OperandsOfEveryForm() {
    assertThat(arm("x3")).isEqualTo(new Register(24));
    assertThat(arm("w0")).isEqualTo(new Register(0));
    assertThat(arm("x30")).isEqualTo(new Register(240));
    assertThat(arm("lr")).isEqualTo(new Register(240));
    assertThat(arm("fp")).isEqualTo(new Register(232));
    assertThat(arm("sp")).isEqualTo(new Register(248));
    assertThat(arm("[x0]")).isEqualTo(new Memory(0, NONE, 0, 0));
    assertThat(arm("[x1, 8]")).isEqualTo(new Memory(8, NONE, 0, 8));
    assertThat(arm("[sp, -16]")).isEqualTo(new Memory(248, NONE, 0, -16));
    assertThat(arm("[x0, #24]")).isEqualTo(new Memory(0, NONE, 0, 24));
    assertThat(arm("[x0, x1]")).isEqualTo(new Memory(0, 8, 0, 0));
    assertThat(arm("[x0, x1, lsl #3]")).isEqualTo(new Memory(0, 8, 3, 0));
    assertThat(arm("[x0, x1, lsl 2]")).isEqualTo(new Memory(0, 8, 2, 0));
    assertThat(arm("5")).isEqualTo(new Constant(5));
    assertThat(arm("-5")).isEqualTo(new Constant(-5));
  }

  @Test
  void blanksInsideAnAarch64OperandDoNotSplitIt() {
    assertThat(Argument.parse(Arch.AARCH64, "-8@[sp, 16] 4@w1 8@[x0, x1, lsl #3] 1@0"))
        .extracting(Argument::operand)
        .containsExactly(
            new Memory(248, NONE, 0, 16), new Register(8), new Memory(0, 8, 3, 0), new Constant(0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8@sym(%rip)",
        "8@16(%rip)",
        "8@(,%rax,8)",
        "1@%ah",
        "8@%xmm0",
        "8f@%xmm0",
        "3@%eax",
        "16@%rax",
        "8@",
        "%rax",
        "8@%rax,8@%rbx",
        "8@(%rax",
        "8@(%rax,%rbx,3)",
        "8@%r16",
        "8@%r8q",
        "8@$18446744073709551616",
        "8@4294967296(%rax)",
        "8@(%eip)",
        "+8@%rax",
        "--8@%rax",
      })
  void x86OperandsThatCannotBeReadAreQuoted(String token) {
    for (String before : List.of("", "8@%rcx ")) {
      for (String behind : List.of("", " 4@%ebx")) {
        String text = before + token + behind;
        int column = before.length() + 1;
        assertThatThrownBy(() -> Argument.parse(Arch.X86_64, text))
            .as(text)
            .isInstanceOf(BpfException.class)
            .hasMessageContaining("'" + text + "'")
            .hasMessageContaining("'" + token + "' at column " + column);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8@[x0, #:lo12:.LANCHOR0]",
        "8@x31",
        "8@v0",
        "8@q1",
        "8@[x0, x1, lsl #4]",
        "8@[x0, w1, sxtw 3]",
        "8@[x0",
        "8@[]",
        "8@%rax",
      })
  void aarch64OperandsThatCannotBeReadAreQuoted(String token) {
    assertThatThrownBy(() -> Argument.parse(Arch.AARCH64, "4@w1 " + token))
        .isInstanceOf(BpfException.class)
        .hasMessageContaining("'" + token + "' at column 6");
  }

  @Test
  void aHostileArgumentTextIsQuotedInPart() {
    String text = "8@%rax " + "\u001b[2J".repeat(10_000);
    assertThatThrownBy(() -> Argument.parse(Arch.X86_64, text))
        .isInstanceOf(BpfException.class)
        .satisfies(refused ->
            assertThat(refused.getMessage()).hasSizeLessThan(600).doesNotContain("\u001b"));
  }
}
