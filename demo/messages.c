// Payloads of all messages but tx and the block family.
#include "hash.h"
#include "node.h"

#include <stdio.h>

enum { PROTOCOL = 70016 };

struct buffer *payload(struct node *n)
{
    n->message.length = 0;
    buffer_reserve(&n->message, 1); // so that even an empty payload has an address
    return &n->message;
}

void outbound(struct node *n, const struct peer *p, const char *type)
{
    fire_outbound_message(&n->e, p, type, n->message.data, n->message.length);
}

void inbound(struct node *n, const struct peer *p, const char *type)
{
    fire_inbound_message(&n->e, p, type, n->message.data, n->message.length);
}

static void send(struct node *n, const struct peer *p, bool in, const char *type)
{
    fire_message(&n->e, p, in, type, n->message.data, n->message.length);
}

static void put_random(struct buffer *b, struct prng *rng, size_t length)
{
    prng_fill(rng, buffer_reserve(b, length), length);
    b->length += length;
}

void message_empty(struct node *n, const struct peer *p, bool in, const char *type)
{
    payload(n);
    send(n, p, in, type);
}

// The hash if there is one, then as many random ones.
void message_inventory(struct node *n, const struct peer *p, bool in, const char *type,
                       uint32_t kind, const uint8_t *hash, uint32_t random)
{
    struct buffer *b = payload(n);
    put_size(b, (hash != NULL) + random);
    if (hash != NULL) {
        put_u32(b, kind);
        put_bytes(b, hash, 32);
    }
    for (uint32_t i = 0; i < random; i++) {
        put_u32(b, kind);
        put_random(b, &n->rng, 32);
    }
    send(n, p, in, type);
}

void message_version(struct node *n, const struct peer *p, bool in)
{
    static const char *const agents[] = {"/Satoshi:29.0.0/", "/Satoshi:28.1.0/", "/Satoshi:30.0.0/",
                                         "/btcwire:0.5.0/btcd:0.24.2/", "",
                                         "/Satoshi:27.0.0/Knots:20240801/"};
    struct buffer *b = payload(n);
    put_u32(b, PROTOCOL);
    put_u64(b, 0xc09);
    put_u64(b, (uint64_t)node_time(n));
    put_u64(b, 0x409);
    put_legacy_address(b, &n->rng);
    put_u64(b, 0xc09);
    put_zeros(b, 18);
    put_u64(b, prng_next(&n->rng));
    put_string(b, in ? agents[prng_below(&n->rng, 6)] : "/Satoshi:29.0.0/");
    put_u32(b, in ? n->tip - prng_below(&n->rng, 3) : n->tip);
    // Old clients leave out the last byte.
    if (!in || !prng_percent(&n->rng, 5))
        put_u8(b, p->connection[0] != 'b');
    send(n, p, in, "version");
}

void message_nonce(struct node *n, const struct peer *p, bool in, const char *type, uint64_t nonce)
{
    put_u64(payload(n), nonce);
    send(n, p, in, type);
}

void message_locator(struct node *n, const struct peer *p, bool in, const char *type)
{
    struct buffer *b = payload(n);
    put_u32(b, PROTOCOL);
    put_size(b, 11);
    for (uint32_t i = 0; i < 11; i++)
        put_bytes(b, node_hash_at(n, n->tip - i), 32);
    put_zeros(b, 32);
    send(n, p, in, type);
}

void message_headers(struct node *n, const struct peer *p, bool in, uint32_t count)
{
    struct buffer *b = payload(n);
    put_size(b, count);
    for (uint32_t h = n->tip - count + 1; h <= n->tip; h++) {
        put_bytes(b, n->headers[h % HEADERS], HEADER);
        put_size(b, 0);
    }
    send(n, p, in, "headers");
}

void message_addresses(struct node *n, const struct peer *p, bool in, uint32_t count)
{
    struct buffer *b = payload(n);
    put_size(b, count);
    for (uint32_t i = 0; i < count; i++) {
        put_u32(b, (uint32_t)node_time(n) - prng_below(&n->rng, 600000));
        put_u64(b, 0x409);
        put_legacy_address(b, &n->rng);
    }
    send(n, p, in, "addr");
}

void message_addresses_v2(struct node *n, const struct peer *p, bool in, uint32_t count)
{
    static const uint8_t mix[16] = {1, 1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 5, 0};
    struct buffer *b = payload(n);
    put_size(b, count);
    for (uint32_t i = 0; i < count; i++) {
        put_u32(b, (uint32_t)node_time(n) - prng_below(&n->rng, 600000));
        put_size(b, prng_percent(&n->rng, 70) ? 0x409 : 1);
        put_addrv2_address(b, &n->rng, mix[prng_below(&n->rng, 16)]);
    }
    send(n, p, in, "addrv2");
}

void message_feefilter(struct node *n, const struct peer *p, bool in)
{
    put_u64(payload(n), prng_between(&n->rng, 100, 20000));
    send(n, p, in, "feefilter");
}

void message_sendcmpct(struct node *n, const struct peer *p, bool in, bool announce)
{
    struct buffer *b = payload(n);
    put_u8(b, announce);
    put_u64(b, 2);
    send(n, p, in, "sendcmpct");
}

void message_sendtxrcncl(struct node *n, const struct peer *p, bool in)
{
    struct buffer *b = payload(n);
    put_u32(b, 1);
    put_u64(b, prng_next(&n->rng));
    send(n, p, in, "sendtxrcncl");
}

void message_feature(struct node *n, const struct peer *p, const char *id)
{
    struct buffer *b = payload(n);
    uint32_t length = prng_below(&n->rng, 40);
    put_string(b, id);
    put_size(b, length);
    put_random(b, &n->rng, length);
    inbound(n, p, "feature");
}

void message_cfilter_request(struct node *n, const struct peer *p, const char *type)
{
    struct buffer *b = payload(n);
    put_u8(b, 0);
    if (strcmp(type, "getcfcheckpt") != 0)
        put_u32(b, n->tip - 20);
    put_bytes(b, node_hash_at(n, n->tip), 32);
    inbound(n, p, type);
}

// A Golomb-Rice coded set (P 19) of random members: well formed, though of no real block.
void message_cfilter(struct node *n, const struct peer *p)
{
    uint32_t members = prng_between(&n->rng, 1, 200);
    struct buffer filter = {0};
    put_size(&filter, members);
    uint32_t bits = 0, held = 0;
    for (uint32_t i = 0; i < members; i++) {
        uint32_t difference = prng_below(&n->rng, 2 * 784931);
        uint32_t quotient = difference >> 19;
        // Quotient in unary, a zero, then 19 bits; below 2^19 * 3, so that all fit in 22.
        uint32_t word = ((1u << quotient) - 1) << 20 | (difference & 0x7ffff);
        for (int k = 19 + (int)quotient; k >= 0; k--) {
            bits = bits << 1 | (word >> k & 1);
            if (++held == 8) {
                put_u8(&filter, (uint8_t)bits);
                held = 0;
            }
        }
    }
    if (held > 0)
        put_u8(&filter, (uint8_t)(bits << (8 - held)));
    struct buffer *b = payload(n);
    put_u8(b, 0);
    put_bytes(b, node_hash_at(n, n->tip - prng_below(&n->rng, 20)), 32);
    put_size(b, filter.length);
    put_bytes(b, filter.data, filter.length);
    buffer_free(&filter);
    outbound(n, p, "cfilter");
}

void message_cfheaders(struct node *n, const struct peer *p, uint32_t count)
{
    struct buffer *b = payload(n);
    put_u8(b, 0);
    put_bytes(b, node_hash_at(n, n->tip), 32);
    put_random(b, &n->rng, 32);
    put_size(b, count);
    put_random(b, &n->rng, 32 * (size_t)count);
    outbound(n, p, "cfheaders");
}

void message_cfcheckpt(struct node *n, const struct peer *p)
{
    struct buffer *b = payload(n);
    uint32_t count = n->tip / 1000;
    put_u8(b, 0);
    put_bytes(b, node_hash_at(n, n->tip), 32);
    put_size(b, count);
    put_random(b, &n->rng, 32 * (size_t)count);
    outbound(n, p, "cfcheckpt");
}

void message_filterload(struct node *n, const struct peer *p)
{
    struct buffer *b = payload(n);
    uint32_t length = prng_between(&n->rng, 8, 600);
    put_size(b, length);
    put_random(b, &n->rng, length);
    put_u32(b, prng_between(&n->rng, 1, 50));
    put_u32(b, (uint32_t)prng_next(&n->rng));
    put_u8(b, (uint8_t)prng_below(&n->rng, 3));
    inbound(n, p, "filterload");
}

void message_filteradd(struct node *n, const struct peer *p)
{
    struct buffer *b = payload(n);
    uint32_t length = prng_between(&n->rng, 1, 520);
    put_size(b, length);
    put_random(b, &n->rng, length);
    inbound(n, p, "filteradd");
}

void message_reject(struct node *n, const struct peer *p)
{
    static const struct {
        uint8_t code;
        const char *reason;
    } refusals[] = {{0x01, "error parsing message"}, {0x10, "bad-txns-inputs-spent"},
                    {0x11, "Version must be 31800 or greater"}, {0x12, "txn-already-known"},
                    {0x40, "scriptpubkey"}, {0x41, "dust"}, {0x42, "insufficient priority"},
                    {0x43, "checkpoint mismatch"}};
    struct buffer *b = payload(n);
    uint32_t which = prng_below(&n->rng, 8);
    put_string(b, which == 2 ? "version" : which == 7 ? "block" : "tx");
    put_u8(b, refusals[which].code);
    put_string(b, refusals[which].reason);
    if (which != 0 && which != 2)
        put_random(b, &n->rng, 32);
    inbound(n, p, "reject");
}

void message_alert(struct node *n, const struct peer *p, bool in)
{
    struct buffer *b = payload(n);
    put_size(b, 96);
    put_random(b, &n->rng, 96);
    put_size(b, 70);
    put_random(b, &n->rng, 70);
    send(n, p, in, "alert");
}
