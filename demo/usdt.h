// USDT probes as ELF notes, without systemtap's headers.
//
// PROBEn(provider, name, a1 … an) places one no-operation instruction and a note of owner
// "stapsdt", type 3, in section .note.stapsdt that names the instruction's address, the address of
// .stapsdt.base (to recognise prelinking), the address of the semaphore (0 when built with
// USDT_NO_SEMAPHORES, as binaries of Bitcoin Core v23 to v28 have it), and where each argument
// lives: "[-]N@operand". The macro does not test the semaphore: guard it by PROBE_ENABLED.
#ifndef DEMO_USDT_H
#define DEMO_USDT_H

#include <stdbool.h>
#include <stdint.h>

// Width in bytes, negative when signed. Everything that is no integer is a pointer.
#define USDT_WIDTH(x)            \
    _Generic((x),                \
        bool: 1,                 \
        signed char: -1,         \
        unsigned char: 1,        \
        short: -2,               \
        unsigned short: 2,       \
        int: -4,                 \
        unsigned int: 4,         \
        long: -8,                \
        unsigned long: 8,        \
        long long: -8,           \
        unsigned long long: 8,   \
        default: 8)

#define USDT_SEMAPHORE(provider, name) provider##_##name##_semaphore

#ifdef USDT_NO_SEMAPHORES
#define PROBE_SEMAPHORE_DEFINE(provider, name) \
    extern unsigned short USDT_SEMAPHORE(provider, name)
#define PROBE_ENABLED(provider, name) (true)
#define USDT_SEMAPHORE_TEXT(provider, name) "0"
#else
// Tracers raise the counter through the file's writable segment, hence the section and the volatile
// read: the compiler never sees anyone write it.
#define PROBE_SEMAPHORE_DEFINE(provider, name) \
    unsigned short USDT_SEMAPHORE(provider, name) __attribute__((used, section(".probes")))
#define PROBE_ENABLED(provider, name) \
    (*(const volatile unsigned short *)&USDT_SEMAPHORE(provider, name) > 0)
#define USDT_SEMAPHORE_TEXT(provider, name) #provider "_" #name "_semaphore"
#endif

// The one-byte 0x90 on x86-64, as the sys/sdt.h that Bitcoin Core builds with emits; d503201f on
// aarch64.
#define USDT_NOP "nop"

#define USDT_TOKEN(n) "%c[width" #n "]@%[value" #n "]"
#define USDT_OPERAND(n, x) [width##n] "i"(USDT_WIDTH(x)), [value##n] "nor"(x)

// The section demo_sites is ours: it lets the program itself look whether a breakpoint lies on the
// probe. The "memory" clobber makes the compiler store what the pointers point to first.
#define USDT_EMIT(provider, name, tokens, ...)                                     \
    __asm__ volatile(                                                              \
        "990: " USDT_NOP "\n"                                                      \
        ".pushsection .note.stapsdt,\"\",%%note\n"                                 \
        ".balign 4\n"                                                              \
        ".4byte 992f-991f, 994f-993f, 3\n"                                         \
        "991: .asciz \"stapsdt\"\n"                                                \
        "992: .balign 4\n"                                                         \
        "993: .8byte 990b\n"                                                       \
        ".8byte _.stapsdt.base\n"                                                  \
        ".8byte " USDT_SEMAPHORE_TEXT(provider, name) "\n"                         \
        ".asciz \"" #provider "\"\n"                                               \
        ".asciz \"" #name "\"\n"                                                   \
        ".asciz \"" tokens "\"\n"                                                  \
        "994: .balign 4\n"                                                         \
        ".popsection\n"                                                            \
        ".ifndef _.stapsdt.base\n"                                                 \
        ".pushsection .stapsdt.base,\"aG\",%%progbits,.stapsdt.base,comdat\n"      \
        ".weak _.stapsdt.base\n"                                                   \
        ".hidden _.stapsdt.base\n"                                                 \
        "_.stapsdt.base: .space 1\n"                                               \
        ".size _.stapsdt.base, 1\n"                                                \
        ".popsection\n"                                                            \
        ".endif\n"                                                                 \
        ".pushsection demo_sites,\"a\",%%progbits\n"                               \
        ".balign 4\n"                                                              \
        "995: .4byte 990b-995b, %c[event]\n"                                       \
        ".popsection\n"                                                            \
        :                                                                          \
        : [event] "i"(EVENT_##provider##_##name), __VA_ARGS__                      \
        : "memory")

#define PROBE1(p, n, a) USDT_EMIT(p, n, USDT_TOKEN(1), USDT_OPERAND(1, a))
#define PROBE2(p, n, a, b) \
    USDT_EMIT(p, n, USDT_TOKEN(1) " " USDT_TOKEN(2), USDT_OPERAND(1, a), USDT_OPERAND(2, b))
#define PROBE3(p, n, a, b, c)                                                  \
    USDT_EMIT(p, n, USDT_TOKEN(1) " " USDT_TOKEN(2) " " USDT_TOKEN(3),         \
              USDT_OPERAND(1, a), USDT_OPERAND(2, b), USDT_OPERAND(3, c))
#define USDT_TOKENS4 USDT_TOKEN(1) " " USDT_TOKEN(2) " " USDT_TOKEN(3) " " USDT_TOKEN(4)
#define USDT_OPERANDS4(a, b, c, d) \
    USDT_OPERAND(1, a), USDT_OPERAND(2, b), USDT_OPERAND(3, c), USDT_OPERAND(4, d)
#define PROBE4(p, n, a, b, c, d) USDT_EMIT(p, n, USDT_TOKENS4, USDT_OPERANDS4(a, b, c, d))
#define PROBE5(p, n, a, b, c, d, e) \
    USDT_EMIT(p, n, USDT_TOKENS4 " " USDT_TOKEN(5), USDT_OPERANDS4(a, b, c, d), USDT_OPERAND(5, e))
#define PROBE6(p, n, a, b, c, d, e, f)                                          \
    USDT_EMIT(p, n, USDT_TOKENS4 " " USDT_TOKEN(5) " " USDT_TOKEN(6),           \
              USDT_OPERANDS4(a, b, c, d), USDT_OPERAND(5, e), USDT_OPERAND(6, f))
#define PROBE7(p, n, a, b, c, d, e, f, g)                                                   \
    USDT_EMIT(p, n, USDT_TOKENS4 " " USDT_TOKEN(5) " " USDT_TOKEN(6) " " USDT_TOKEN(7),     \
              USDT_OPERANDS4(a, b, c, d), USDT_OPERAND(5, e), USDT_OPERAND(6, f),           \
              USDT_OPERAND(7, g))
#define PROBE8(p, n, a, b, c, d, e, f, g, h)                                                \
    USDT_EMIT(p, n,                                                                         \
              USDT_TOKENS4 " " USDT_TOKEN(5) " " USDT_TOKEN(6) " " USDT_TOKEN(7) " "        \
              USDT_TOKEN(8),                                                                \
              USDT_OPERANDS4(a, b, c, d), USDT_OPERAND(5, e), USDT_OPERAND(6, f),           \
              USDT_OPERAND(7, g), USDT_OPERAND(8, h))

#endif
