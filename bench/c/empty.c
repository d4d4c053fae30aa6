// Attaches a BPF program of two instructions to a probe, as Vedette attaches its own: by a
// uprobe_multi link that raises the probe's semaphore. What a hit costs then is the price of the trap,
// below which nobody gets.
//
//   empty FILE OFFSET SEMAPHORE    file offsets; semaphore 0: none
//
// Prints "attached", and detaches when its standard input ends.
#include <errno.h>
#include <linux/bpf.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

// The headers of a distribution are older than its kernel: <linux/bpf.h> of Debian 12 has no
// uprobe_multi.
enum { UPROBE_MULTI = 48 };

struct uprobe_multi_link {
    uint32_t program, target, attach_type, flags;
    uint64_t path, offsets, semaphores, cookies;
    uint32_t count, multi_flags, process;
    uint32_t padding;
};

static int bpf(int command, void *attr, unsigned size)
{
    return (int)syscall(SYS_bpf, command, attr, size);
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fputs("usage: empty FILE OFFSET SEMAPHORE\n", stderr);
        return 2;
    }
    struct bpf_insn code[] = {
        {.code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = BPF_REG_0},
        {.code = BPF_JMP | BPF_EXIT},
    };
    union bpf_attr load;
    memset(&load, 0, sizeof load);
    load.prog_type = BPF_PROG_TYPE_KPROBE;
    load.insn_cnt = sizeof code / sizeof code[0];
    load.insns = (uintptr_t)code;
    load.license = (uintptr_t) "GPL";
    load.expected_attach_type = UPROBE_MULTI;
    int program = bpf(BPF_PROG_LOAD, &load, sizeof load);
    if (program < 0) {
        fprintf(stderr, "empty: loading: %s\n", strerror(errno));
        return 1;
    }
    uint64_t offset = strtoull(argv[2], NULL, 0), semaphore = strtoull(argv[3], NULL, 0);
    struct uprobe_multi_link attr = {
        .program = (uint32_t)program,
        .attach_type = UPROBE_MULTI,
        .path = (uintptr_t)argv[1],
        .offsets = (uintptr_t)&offset,
        .semaphores = semaphore ? (uintptr_t)&semaphore : 0,
        .count = 1,
    };
    int link = bpf(BPF_LINK_CREATE, &attr, sizeof attr);
    if (link < 0) {
        fprintf(stderr, "empty: attaching: %s (needs Linux 6.6 and root)\n", strerror(errno));
        return 1;
    }
    puts("attached");
    fflush(stdout);
    while (getchar() != EOF) {
    }
    return 0;
}
