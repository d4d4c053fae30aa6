#include "block.h"

#include "hash.h"

#include <string.h>

// Overwrites the hashes.
static void merkle_root(uint8_t (*hashes)[32], uint32_t count, uint8_t out[32])
{
    for (; count > 1; count = (count + 1) / 2) {
        for (uint32_t i = 0; i < count; i += 2) {
            uint8_t pair[64];
            memcpy(pair, hashes[i], 32);
            memcpy(pair + 32, hashes[i + 1 < count ? i + 1 : i], 32);
            sha256d(pair, 64, hashes[i / 2]);
        }
    }
    memcpy(out, hashes[0], 32);
}

void header_build(uint8_t header[HEADER], uint8_t hash[32], const uint8_t previous[32],
                  const uint8_t root[32], uint32_t time)
{
    static const uint8_t version[4] = {0, 0, 0, 0x20}, bits[4] = {0xff, 0xff, 0x7f, 0x20};
    memcpy(header, version, 4);
    memcpy(header + 4, previous, 32);
    memcpy(header + 36, root, 32);
    memcpy(header + 68, &time, 4);
    memcpy(header + 72, bits, 4);
    for (uint32_t nonce = 0;; nonce++) {
        memcpy(header + 76, &nonce, 4);
        sha256d(header, HEADER, hash);
        // Below 7fffff00…: regtest's limit.
        if (hash[31] < 0x7f)
            return;
    }
}

void block_build(struct block *b, struct tx *coinbase, struct prng *rng,
                 const struct block_plan *plan)
{
    static _Thread_local uint8_t hashes[BLOCK_TRANSACTIONS][32];
    uint8_t commitment[64] = {0}, root[32];
    bool witness = false;
    uint32_t count = plan->count + 1;
    uint64_t body = HEADER + size_of_size(count);
    memset(hashes[0], 0, 32);
    for (uint32_t i = 0; i < plan->count; i++) {
        memcpy(hashes[i + 1], plan->txs[i]->wtxid, 32);
        witness |= plan->txs[i]->witness;
        body += plan->txs[i]->raw.length;
    }
    merkle_root(hashes, count, commitment);
    sha256d(commitment, 64, commitment);
    uint64_t smallest = body + tx_coinbase_smallest(witness);
    uint32_t exact = 0;
    if (plan->exact > 0)
        exact = (uint32_t)((plan->exact > smallest ? plan->exact : smallest) - body);
    tx_build_coinbase(coinbase, rng, plan->height, plan->reward, witness ? commitment : NULL, exact);

    struct buffer *raw = &b->raw;
    raw->length = 0;
    put_zeros(raw, HEADER);
    put_size(raw, count);
    b->count = count;
    b->height = plan->height;
    for (uint32_t i = 0; i < count; i++) {
        const struct tx *t = i == 0 ? coinbase : plan->txs[i - 1];
        memcpy(b->tx[i].txid, t->txid, 32);
        memcpy(b->tx[i].wtxid, t->wtxid, 32);
        b->tx[i].offset = raw->length;
        b->tx[i].size = t->raw.length;
        put_bytes(raw, t->raw.data, t->raw.length);
        memcpy(hashes[i], t->txid, 32);
    }
    merkle_root(hashes, count, root);
    header_build(raw->data, b->hash, plan->previous, root, plan->time);
}

// Appends the transaction at this position of the block.
static void put_tx(struct buffer *b, const struct block *block, uint32_t position)
{
    put_bytes(b, block->raw.data + block->tx[position].offset, block->tx[position].size);
}

void put_cmpctblock(struct buffer *b, const struct block *block, uint64_t nonce, bool prefill_two)
{
    uint8_t text[HEADER + 8], digest[32];
    memcpy(text, block->raw.data, HEADER);
    memcpy(text + HEADER, &nonce, 8);
    sha256(text, sizeof text, digest);
    uint64_t k0, k1;
    memcpy(&k0, digest, 8);
    memcpy(&k1, digest + 8, 8);
    uint32_t second = prefill_two && block->count > 3 ? block->count / 2 : 0;
    put_bytes(b, text, sizeof text);
    put_size(b, block->count - (second > 0 ? 2 : 1));
    for (uint32_t i = 1; i < block->count; i++) {
        if (i == second)
            continue;
        uint64_t id = siphash24(k0, k1, block->tx[i].wtxid, 32);
        put_bytes(b, &id, 6);
    }
    put_size(b, second > 0 ? 2 : 1);
    put_size(b, 0);
    put_tx(b, block, 0);
    if (second > 0) {
        put_size(b, second - 1); // differential: counted from the index after the last one
        put_tx(b, block, second);
    }
}

void put_getblocktxn(struct buffer *b, const struct block *block, uint32_t first, uint32_t count)
{
    put_bytes(b, block->hash, 32);
    put_size(b, count);
    for (uint32_t i = 0; i < count; i++)
        put_size(b, i == 0 ? first : 1);
}

void put_blocktxn(struct buffer *b, const struct block *block, uint32_t first, uint32_t count)
{
    put_bytes(b, block->hash, 32);
    put_size(b, count);
    for (uint32_t i = 0; i < count; i++)
        put_tx(b, block, first + 2 * i);
}

// BIP37's partial merkle tree with one matching leaf.
struct partial_tree {
    const struct block *block;
    uint32_t match;
    uint8_t hashes[64][32];
    uint32_t hash_count;
    uint8_t bits[32];
    uint32_t bit_count;
};

static void node_hash(const struct block *block, uint32_t level, uint32_t position, uint8_t out[32])
{
    if (level == 0) {
        memcpy(out, block->tx[position].txid, 32);
        return;
    }
    uint32_t width = (block->count + (1u << (level - 1)) - 1) >> (level - 1);
    uint8_t pair[64];
    node_hash(block, level - 1, 2 * position, pair);
    if (2 * position + 1 < width)
        node_hash(block, level - 1, 2 * position + 1, pair + 32);
    else
        memcpy(pair + 32, pair, 32);
    sha256d(pair, 64, out);
}

static void walk(struct partial_tree *t, uint32_t level, uint32_t position)
{
    bool above_match = t->match >> level == position;
    if (above_match)
        t->bits[t->bit_count / 8] |= (uint8_t)(1 << (t->bit_count % 8));
    t->bit_count++;
    if (level == 0 || !above_match) {
        node_hash(t->block, level, position, t->hashes[t->hash_count++]);
        return;
    }
    uint32_t width = (t->block->count + (1u << (level - 1)) - 1) >> (level - 1);
    walk(t, level - 1, 2 * position);
    if (2 * position + 1 < width)
        walk(t, level - 1, 2 * position + 1);
}

void put_merkleblock(struct buffer *b, const struct block *block, uint32_t match)
{
    struct partial_tree t = {.block = block, .match = match};
    uint32_t levels = 0;
    while ((block->count + (1u << levels) - 1) >> levels > 1)
        levels++;
    walk(&t, levels, 0);
    put_bytes(b, block->raw.data, HEADER);
    put_u32(b, block->count);
    put_size(b, t.hash_count);
    put_bytes(b, t.hashes, 32 * (size_t)t.hash_count);
    put_size(b, (t.bit_count + 7) / 8);
    put_bytes(b, t.bits, (t.bit_count + 7) / 8);
}
