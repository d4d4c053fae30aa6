// Transactions with valid encodings (the signatures are random bytes), and the coins they spend.
#ifndef DEMO_TX_H
#define DEMO_TX_H

#include "buffer.h"
#include "prng.h"

#include <stdbool.h>
#include <stdint.h>

enum { TX_INPUTS = 4, TX_OUTPUTS = 4, TX_SMALLEST = 60 };

struct coin {
    uint8_t txid[32];
    uint32_t index;
    uint32_t height;
    int64_t value; // satoshi
    bool coinbase;
    bool unconfirmed; // output of a transaction that is still in the mempool
};

struct tx {
    uint8_t txid[32];
    uint8_t wtxid[32];
    struct coin in[TX_INPUTS];
    int64_t out[TX_OUTPUTS]; // values; -1: unspendable, never enters the coin set
    unsigned inputs, outputs;
    bool witness;
    bool linked;       // has an unconfirmed parent or child: leaves the mempool in a block only
    int32_t vsize;     // virtual bytes
    int64_t fee;       // satoshi
    uint64_t entered;  // epoch seconds
    uint32_t sigops;   // cost
    uint32_t stripped; // size without witness
    struct buffer raw; // as sent, with the witness if there is one
};

// Builds the transaction from in, inputs and fee (set by the caller): outputs share what the fee
// leaves. `exact`: the size in bytes, at least TX_SMALLEST; 0: as it comes.
void tx_build(struct tx *t, struct prng *rng, uint32_t exact);

// The coinbase of a block. `exact` as above; commitment: 32 bytes, or NULL when no transaction of
// the block has a witness.
void tx_build_coinbase(struct tx *t, struct prng *rng, uint32_t height, int64_t reward,
                       const uint8_t *commitment, uint32_t exact);
// The smallest `exact` that tx_build_coinbase can make.
uint32_t tx_coinbase_smallest(bool commitment);

#endif
