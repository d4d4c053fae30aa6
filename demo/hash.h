// SHA-256, SHA3-256 (for onion addresses) and SipHash-2-4 (for compact block ids).
#ifndef DEMO_HASH_H
#define DEMO_HASH_H

#include <stddef.h>
#include <stdint.h>

struct sha256 {
    uint32_t state[8];
    uint8_t block[64];
    uint64_t length;
};

void sha256_start(struct sha256 *s);
void sha256_add(struct sha256 *s, const void *data, size_t length);
void sha256_end(struct sha256 *s, uint8_t out[32]);
void sha256(const void *data, size_t length, uint8_t out[32]);
// SHA-256 of SHA-256: Bitcoin's hash, in internal byte order. `out` may be `data`.
void sha256d(const void *data, size_t length, uint8_t out[32]);
void sha256d_end(struct sha256 *s, uint8_t out[32]);

// At most 135 bytes (one block).
void sha3_256_short(const void *data, size_t length, uint8_t out[32]);

uint64_t siphash24(uint64_t k0, uint64_t k1, const void *data, size_t length);

#endif
