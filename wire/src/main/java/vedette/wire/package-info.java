/// Bitcoin P2P messages, transactions and blocks: bytes to immutable records.
///
/// Entry point: [MessageDecoder#decode]. Decoding is total (any bytes give a value, no undeclared
/// exception), bounded (what is allocated is a small multiple of the input, every count is checked
/// against the bytes that are left before room is made for it) and pure: no clock, file, network or
/// lock, so every method may be called from any thread.
///
/// Integers on the wire are little-endian unless said otherwise; hashes are kept in wire order and
/// printed in the reversed order that Bitcoin Core's RPC uses.
@NullMarked
package vedette.wire;

import org.jspecify.annotations.NullMarked;
