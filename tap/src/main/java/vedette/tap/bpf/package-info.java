/// eBPF and USDT probes in pure Java: parse an executable's probe notes, load programs, attach them
/// and read a ring buffer, through system calls by the FFM API. No libbpf, no BTF, no kernel
/// headers.
///
/// The shape is parse → load → attach → read: [ElfFile], [UsdtNote] and [BpfObject] are pure
/// parsers of untrusted bytes; [BpfMap] and [BpfProgram] are kernel objects; [UprobeLink] ties a
/// program to places in a file; [RingBuffer] reads. Whoever creates a kernel object closes it, on
/// any thread. Failures are [BpfException]s that carry the system call's errno.
///
/// Nothing of Bitcoin is in here: others could lift the package out.
@NullMarked
package vedette.tap.bpf;

import org.jspecify.annotations.NullMarked;
