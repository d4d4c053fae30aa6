package vedette.wire;

/// The 80 bytes that head a block (Bitcoin Core: `primitives/block.h`).
///
/// ```
///  0  i32 version | 4 previous block [32] | 36 merkle root [32] | 68 u32 time | 72 u32 bits | 76 u32 nonce
/// ```
///
/// @param version block version, signed
/// @param previousBlock hash of the parent
/// @param merkleRoot root over the txids
/// @param time seconds since the epoch, unsigned 32 bit
/// @param bits compact target, unsigned 32 bit
/// @param nonce unsigned 32 bit
/// @param hash double SHA-256 of the 80 bytes: the block's name
public record BlockHeader(
    int version,
    Hash256 previousBlock,
    Hash256 merkleRoot,
    long time,
    long bits,
    long nonce,
    Hash256 hash) {
  /// Length in bytes.
  public static final int SIZE = 80;
}
