// splitmix64: small, fast, the same on every machine. Not for secrets.
#ifndef DEMO_PRNG_H
#define DEMO_PRNG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct prng {
    uint64_t state;
};

static inline uint64_t prng_next(struct prng *p)
{
    uint64_t z = (p->state += UINT64_C(0x9e3779b97f4a7c15));
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

// A value in [0, bound); bound must be > 0 and < 2^32.
static inline uint32_t prng_below(struct prng *p, uint32_t bound)
{
    return (uint32_t)(((prng_next(p) >> 32) * (uint64_t)bound) >> 32);
}

// A value in [low, high].
static inline uint32_t prng_between(struct prng *p, uint32_t low, uint32_t high)
{
    return low + prng_below(p, high - low + 1);
}

static inline bool prng_percent(struct prng *p, uint32_t percent)
{
    return prng_below(p, 100) < percent;
}

static inline void prng_fill(struct prng *p, void *out, size_t length)
{
    uint8_t *at = out;
    for (; length >= 8; length -= 8, at += 8) {
        uint64_t word = prng_next(p);
        memcpy(at, &word, 8);
    }
    if (length > 0) {
        uint64_t word = prng_next(p);
        memcpy(at, &word, length);
    }
}

#endif
