#include "hash.h"

#include <string.h>

static const uint32_t K[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static uint32_t rotate(uint32_t x, unsigned n)
{
    return (x >> n) | (x << (32 - n));
}

static void compress_plain(uint32_t state[8], const uint8_t *data, size_t blocks)
{
    for (; blocks > 0; blocks--, data += 64) {
        uint32_t w[64];
        for (int i = 0; i < 16; i++) {
            uint32_t word;
            memcpy(&word, data + 4 * i, 4);
            w[i] = __builtin_bswap32(word);
        }
        for (int i = 16; i < 64; i++) {
            uint32_t s0 = rotate(w[i - 15], 7) ^ rotate(w[i - 15], 18) ^ (w[i - 15] >> 3);
            uint32_t s1 = rotate(w[i - 2], 17) ^ rotate(w[i - 2], 19) ^ (w[i - 2] >> 10);
            w[i] = w[i - 16] + s0 + w[i - 7] + s1;
        }
        uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
        uint32_t e = state[4], f = state[5], g = state[6], h = state[7];
        for (int i = 0; i < 64; i++) {
            uint32_t s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
            uint32_t t1 = h + s1 + ((e & f) ^ (~e & g)) + K[i] + w[i];
            uint32_t s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
            uint32_t t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
            h = g;
            g = f;
            f = e;
            e = d + t1;
            d = c;
            c = b;
            b = a;
            a = t1 + t2;
        }
        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
        state[5] += f;
        state[6] += g;
        state[7] += h;
    }
}

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

// Four rounds per step: reports of 4 MB payloads would otherwise take most of the program's time.
__attribute__((target("sha,sse4.1"))) static void compress_sha_ni(uint32_t state[8],
                                                                  const uint8_t *data,
                                                                  size_t blocks)
{
    const __m128i order = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    __m128i dcba = _mm_loadu_si128((const __m128i *)&state[0]);
    __m128i hgfe = _mm_loadu_si128((const __m128i *)&state[4]);
    __m128i cdab = _mm_shuffle_epi32(dcba, 0xb1);
    __m128i efgh = _mm_shuffle_epi32(hgfe, 0x1b);
    __m128i abef = _mm_alignr_epi8(cdab, efgh, 8);
    __m128i cdgh = _mm_blend_epi16(efgh, cdab, 0xf0);
    for (; blocks > 0; blocks--, data += 64) {
        const __m128i abef_before = abef, cdgh_before = cdgh;
        __m128i w[4];
#pragma GCC unroll 16
        for (int step = 0; step < 16; step++) {
            __m128i now;
            if (step < 4) {
                now = _mm_loadu_si128((const __m128i *)(data + 16 * step));
                now = _mm_shuffle_epi8(now, order);
            } else {
                __m128i older = w[step & 3], old = w[(step + 1) & 3];
                __m128i recent = w[(step + 2) & 3], last = w[(step + 3) & 3];
                now = _mm_add_epi32(_mm_sha256msg1_epu32(older, old),
                                    _mm_alignr_epi8(last, recent, 4));
                now = _mm_sha256msg2_epu32(now, last);
            }
            w[step & 3] = now;
            __m128i sum = _mm_add_epi32(now, _mm_loadu_si128((const __m128i *)&K[4 * step]));
            cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);
            abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(sum, 0x0e));
        }
        abef = _mm_add_epi32(abef, abef_before);
        cdgh = _mm_add_epi32(cdgh, cdgh_before);
    }
    __m128i feba = _mm_shuffle_epi32(abef, 0x1b);
    __m128i dchg = _mm_shuffle_epi32(cdgh, 0xb1);
    _mm_storeu_si128((__m128i *)&state[0], _mm_blend_epi16(feba, dchg, 0xf0));
    _mm_storeu_si128((__m128i *)&state[4], _mm_alignr_epi8(dchg, feba, 8));
}

static int has_sha_ni(void)
{
    unsigned a, b, c, d;
    if (!__get_cpuid_count(7, 0, &a, &b, &c, &d) || !(b & (1u << 29)))
        return 0;
    return __get_cpuid(1, &a, &b, &c, &d) && (c & (1u << 19)) != 0;
}
#else
static void compress_sha_ni(uint32_t state[8], const uint8_t *data, size_t blocks)
{
    compress_plain(state, data, blocks);
}

static int has_sha_ni(void)
{
    return 0;
}
#endif

static void compress(uint32_t state[8], const uint8_t *data, size_t blocks)
{
    static _Atomic int fast = -1;
    if (fast < 0)
        fast = has_sha_ni();
    if (fast)
        compress_sha_ni(state, data, blocks);
    else
        compress_plain(state, data, blocks);
}

void sha256_start(struct sha256 *s)
{
    static const uint32_t initial[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                        0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    memcpy(s->state, initial, sizeof initial);
    s->length = 0;
}

void sha256_add(struct sha256 *s, const void *data, size_t length)
{
    const uint8_t *at = data;
    size_t used = s->length % 64;
    s->length += length;
    if (used > 0) {
        size_t take = 64 - used < length ? 64 - used : length;
        memcpy(s->block + used, at, take);
        at += take;
        length -= take;
        if (used + take < 64)
            return;
        compress(s->state, s->block, 1);
    }
    if (length >= 64)
        compress(s->state, at, length / 64);
    if (length % 64 > 0)
        memcpy(s->block, at + length / 64 * 64, length % 64);
}

void sha256_end(struct sha256 *s, uint8_t out[32])
{
    uint64_t bits = __builtin_bswap64(s->length * 8);
    size_t used = s->length % 64;
    s->block[used++] = 0x80;
    if (used > 56) {
        memset(s->block + used, 0, 64 - used);
        compress(s->state, s->block, 1);
        used = 0;
    }
    memset(s->block + used, 0, 56 - used);
    memcpy(s->block + 56, &bits, 8);
    compress(s->state, s->block, 1);
    for (int i = 0; i < 8; i++) {
        uint32_t word = __builtin_bswap32(s->state[i]);
        memcpy(out + 4 * i, &word, 4);
    }
}

void sha256(const void *data, size_t length, uint8_t out[32])
{
    struct sha256 s;
    sha256_start(&s);
    sha256_add(&s, data, length);
    sha256_end(&s, out);
}

void sha256d_end(struct sha256 *s, uint8_t out[32])
{
    sha256_end(s, out);
    sha256(out, 32, out);
}

void sha256d(const void *data, size_t length, uint8_t out[32])
{
    sha256(data, length, out);
    sha256(out, 32, out);
}
