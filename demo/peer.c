#include "peer.h"

#include "hash.h"

#include <stdio.h>

static void base32(const uint8_t *data, size_t length, char *out)
{
    uint32_t bits = 0;
    unsigned held = 0;
    for (size_t i = 0; i < length; i++) {
        bits = (bits << 8) | data[i];
        for (held += 8; held >= 5; held -= 5)
            *out++ = "abcdefghijklmnopqrstuvwxyz234567"[(bits >> (held - 5)) & 31];
    }
    if (held > 0)
        *out++ = "abcdefghijklmnopqrstuvwxyz234567"[(bits << (5 - held)) & 31];
    *out = '\0';
}

// base32(key || checksum || 3), as the onion services' v3 specification has it.
static void onion(const uint8_t key[32], char out[64])
{
    uint8_t text[15 + 32 + 1], digest[32], whole[35];
    memcpy(text, ".onion checksum", 15);
    memcpy(text + 15, key, 32);
    text[47] = 3;
    sha3_256_short(text, sizeof text, digest);
    memcpy(whole, key, 32);
    memcpy(whole + 32, digest, 2);
    whole[34] = 3;
    base32(whole, sizeof whole, out);
}

static void ipv4(struct prng *rng, uint8_t out[4])
{
    static const uint8_t prefixes[3][3] = {{192, 0, 2}, {198, 51, 100}, {203, 0, 113}};
    memcpy(out, prefixes[prng_below(rng, 3)], 3);
    out[3] = (uint8_t)prng_between(rng, 1, 254);
}

static void ipv6(struct prng *rng, uint8_t out[16])
{
    prng_fill(rng, out, 16);
    memcpy(out, "\x20\x01\x0d\xb8", 4);
    // A nibble of each group is kept non-zero: then no two groups are zero and the text needs no ::.
    for (int i = 4; i < 16; i += 2)
        out[i] |= 0x10;
}

static unsigned port(struct prng *rng)
{
    return prng_percent(rng, 60) ? 8333 : prng_between(rng, 10000, 65535);
}

static int print_ipv6(char *out, const uint8_t a[16], unsigned port_number)
{
    int length = 0;
    for (int i = 0; i < 16; i += 2)
        length += sprintf(out + length, "%s%x", i == 0 ? "[" : ":", a[i] << 8 | a[i + 1]);
    return length + sprintf(out + length, "]:%u", port_number);
}

void peer_address(struct prng *rng, uint32_t network, char out[ADDRESS_SIZE])
{
    uint8_t bytes[32];
    char text[64];
    switch (network) {
    case NETWORK_IPV4:
        ipv4(rng, bytes);
        sprintf(out, "%u.%u.%u.%u:%u", bytes[0], bytes[1], bytes[2], bytes[3], port(rng));
        break;
    case NETWORK_IPV6:
        ipv6(rng, bytes);
        print_ipv6(out, bytes, port(rng));
        break;
    case NETWORK_ONION:
        prng_fill(rng, bytes, 32);
        onion(bytes, text);
        sprintf(out, "%s.onion:%u", text, prng_between(rng, 10000, 65535));
        break;
    case NETWORK_I2P:
        prng_fill(rng, bytes, 32);
        base32(bytes, 32, text);
        sprintf(out, "%s.b32.i2p:0", text);
        break;
    case NETWORK_CJDNS:
        ipv6(rng, bytes);
        bytes[0] = 0xfc;
        print_ipv6(out, bytes, port(rng));
        break;
    default:
        sprintf(out, "127.0.0.1:%u", prng_between(rng, 32768, 60999));
        break;
    }
}

void put_addrv2_address(struct buffer *b, struct prng *rng, uint32_t network)
{
    static const struct {
        uint8_t id, length;
    } kinds[] = {{42, 7}, {1, 4}, {2, 16}, {4, 32}, {5, 32}, {6, 16}};
    uint8_t bytes[32];
    prng_fill(rng, bytes, sizeof bytes);
    if (network == NETWORK_IPV4)
        ipv4(rng, bytes);
    else if (network == NETWORK_IPV6 || network == NETWORK_CJDNS)
        ipv6(rng, bytes);
    if (network == NETWORK_CJDNS)
        bytes[0] = 0xfc;
    put_u8(b, kinds[network].id);
    put_size(b, kinds[network].length);
    put_bytes(b, bytes, kinds[network].length);
    put_u16be(b, network == NETWORK_I2P ? 0 : (uint16_t)port(rng));
}

void put_legacy_address(struct buffer *b, struct prng *rng)
{
    uint8_t bytes[16] = {[10] = 0xff, [11] = 0xff};
    if (prng_percent(rng, 25))
        ipv6(rng, bytes);
    else
        ipv4(rng, bytes + 12);
    put_bytes(b, bytes, 16);
    put_u16be(b, (uint16_t)port(rng));
}
