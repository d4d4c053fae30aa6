// Blocks with valid encodings: merkle roots, witness commitments and regtest proof of work hold.
#ifndef DEMO_BLOCK_H
#define DEMO_BLOCK_H

#include "buffer.h"
#include "prng.h"
#include "tx.h"

#include <stdbool.h>
#include <stdint.h>

enum { HEADER = 80, BLOCK_TRANSACTIONS = 512 };

struct block_tx {
    uint8_t txid[32];
    uint8_t wtxid[32];
    size_t offset; // in raw
    size_t size;
};

struct block {
    struct buffer raw;
    uint8_t hash[32];
    uint32_t height;
    uint32_t count;
    struct block_tx tx[BLOCK_TRANSACTIONS];
};

// A header on top of `previous`, its nonce ground until the hash fits regtest's bits.
void header_build(uint8_t header[HEADER], uint8_t hash[32], const uint8_t previous[32],
                  const uint8_t merkle_root[32], uint32_t time);

// What the caller knows of the block to be built.
struct block_plan {
    const uint8_t *previous; // hash of the block below
    uint32_t height;
    uint32_t time;
    uint32_t exact; // size in bytes, raised to the smallest possible; 0: as it comes
    int64_t reward;
    struct tx *const *txs;
    uint32_t count;
};

// Builds block and coinbase.
void block_build(struct block *b, struct tx *coinbase, struct prng *rng, const struct block_plan *plan);

// Message payloads.
void put_cmpctblock(struct buffer *b, const struct block *block, uint64_t nonce, bool prefill_two);
// Asks for `count` transactions from index `first` on, every second one.
void put_getblocktxn(struct buffer *b, const struct block *block, uint32_t first, uint32_t count);
void put_blocktxn(struct buffer *b, const struct block *block, uint32_t first, uint32_t count);
void put_merkleblock(struct buffer *b, const struct block *block, uint32_t match);

#endif
