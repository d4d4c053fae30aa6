// What peers and node say to each other besides relaying transactions and blocks.
#include "node.h"

enum {
    TX = 1,
    BLOCK = 2,
    FILTERED = 3,
    WTX = 5,
    WITNESS_TX = 0x40000001,
    WITNESS_BLOCK = 0x40000002
};

static void ping(struct node *n, struct peer *p, bool in)
{
    uint64_t nonce = prng_next(&n->rng);
    message_nonce(n, p, in, "ping", nonce);
    message_nonce(n, p, !in, "pong", nonce);
}

static void gossip(struct node *n)
{
    uint32_t count = prng_percent(&n->rng, 90) ? prng_between(&n->rng, 1, 10)
                                               : prng_between(&n->rng, 100, 1000);
    struct peer *p = any_peer(n);
    bool in = prng_percent(&n->rng, 60);
    if (prng_percent(&n->rng, 70))
        message_addresses_v2(n, p, in, count);
    else
        message_addresses(n, p, in, count);
}

// Random values are drawn one per statement: the order in which arguments are evaluated is up to
// the compiler, and the same seed must give the same life everywhere.
void dialogue_traffic(struct node *n)
{
    struct peer *p = any_peer(n);
    bool in = prng_percent(&n->rng, 60);
    switch (prng_below(&n->rng, 4)) {
    case 0:
        ping(n, p, in);
        break;
    case 1:
        gossip(n);
        break;
    case 2:
        message_inventory(n, p, in, "inv", WTX, NULL, prng_between(&n->rng, 1, 35));
        break;
    default:
        message_feefilter(n, p, in);
        break;
    }
}

void dialogue_serve_block(struct node *n, struct peer *p)
{
    if (n->block.count == 0)
        return;
    message_inventory(n, p, true, "getdata", WITNESS_BLOCK, n->block.hash, 0);
    fire_outbound_message(&n->e, p, "block", n->block.raw.data, n->block.raw.length);
}

static void serve_light_client(struct node *n, struct peer *p)
{
    message_filterload(n, p);
    message_filteradd(n, p);
    if (n->block.count > 0) {
        // Never the coinbase, unless it is alone: no light client looks for that.
        uint32_t match = n->block.count > 1 ? prng_between(&n->rng, 1, n->block.count - 1) : 0;
        message_inventory(n, p, true, "getdata", FILTERED, n->block.hash, 0);
        put_merkleblock(payload(n), &n->block, match);
        outbound(n, p, "merkleblock");
        if (match > 0)
            fire_outbound_message(&n->e, p, "tx", n->block.raw.data + n->block.tx[match].offset,
                                  n->block.tx[match].size);
    }
    message_empty(n, p, true, "filterclear");
}

static void unknown(struct node *n, struct peer *p, const char *type, uint32_t length)
{
    struct buffer *b = payload(n);
    prng_fill(&n->rng, buffer_reserve(b, length), length);
    b->length += length;
    inbound(n, p, type);
}

static void undecodable(struct node *n, struct peer *p, uint32_t which)
{
    struct buffer *b = payload(n);
    if (which == 0) {
        put_bytes(b, "\xfd\x01\x00", 3); // not the shortest CompactSize
        put_u32(b, TX);
        put_zeros(b, 32);
    } else {
        put_size(b, 5); // five promised, one and a half there
        put_u32(b, TX);
        put_zeros(b, 50);
    }
    inbound(n, p, which == 0 ? "inv" : "getdata");
}

void dialogue_rare(struct node *n, uint32_t which)
{
    struct peer *p = any_peer(n);
    switch (which) {
    case 0:
        message_cfilter_request(n, p, "getcfilters");
        for (int i = 0; i < 3; i++)
            message_cfilter(n, p);
        break;
    case 1:
        message_cfilter_request(n, p, "getcfheaders");
        message_cfheaders(n, p, 21);
        break;
    case 2:
        message_cfilter_request(n, p, "getcfcheckpt");
        message_cfcheckpt(n, p);
        break;
    case 3:
        dialogue_serve_block(n, p);
        break;
    case 4:
        serve_light_client(n, p);
        break;
    case 5:
        message_empty(n, p, true, "mempool");
        message_inventory(n, p, false, "inv", WTX, NULL, prng_between(&n->rng, 1, 60));
        break;
    case 6: {
        uint8_t hash[32];
        prng_fill(&n->rng, hash, 32);
        message_inventory(n, p, true, "getdata", WITNESS_TX, hash, 0);
        message_inventory(n, p, false, "notfound", WITNESS_TX, hash, 0);
        break;
    }
    case 7:
        message_locator(n, p, true, "getblocks");
        message_inventory(n, p, false, "inv", BLOCK, node_hash_at(n, n->tip), 0);
        break;
    case 8:
        message_locator(n, p, true, "getheaders");
        message_headers(n, p, false, prng_between(&n->rng, 1, 100));
        break;
    case 9:
        message_locator(n, p, false, "getheaders");
        message_headers(n, p, true, prng_below(&n->rng, 8));
        break;
    case 10:
        message_empty(n, p, true, "getaddr");
        message_addresses_v2(n, p, false, 1000);
        break;
    case 11:
        message_sendtxrcncl(n, p, true);
        break;
    case 12:
        message_reject(n, p);
        break;
    case 13:
        message_alert(n, p, prng_percent(&n->rng, 50));
        break;
    case 14:
        message_empty(n, p, true, "ping"); // of peers older than BIP31
        break;
    case 15:
        unknown(n, p, "xversion", 40);
        break;
    case 16:
        unknown(n, p, "", 12);
        break;
    case 17:
        unknown(n, p, "a \"quoted\"\\~", 7);
        break;
    case 18:
        unknown(n, p, "sendpackages", 0);
        break;
    case 19:
        undecodable(n, p, 0);
        break;
    case 20:
        undecodable(n, p, 1);
        break;
    case 21:
        message_empty(n, p, true, "sendheaders");
        message_sendcmpct(n, p, true, true);
        break;
    case 22:
        message_inventory(n, p, true, "inv", 0x40000003, NULL, 2);
        break;
#ifndef USDT_NO_SEMAPHORES
    case 23:
        message_feature(n, p, "demo");
        break;
#endif
    case 24:
        message_inventory(n, p, true, "inv", 0, NULL, 0);
        break;
    default:
        put_zeros(payload(n), 3);
        inbound(n, p, "verack"); // Core tolerates what trails here
        break;
    }
}
