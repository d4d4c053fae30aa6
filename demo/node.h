// The state of the imagined node, and what its parts offer each other.
#ifndef DEMO_NODE_H
#define DEMO_NODE_H

#include "block.h"
#include "options.h"
#include "peer.h"
#include "prng.h"
#include "probes.h"
#include "tx.h"

enum { MEMPOOL_SIZE = 400, COINS = 4096, HEADERS = 256, PACKAGE = 2 };

struct node {
    struct emitter e;
    struct prng rng;
    const struct options *options;
    uint64_t tick_ns; // the node's clock advances by this with each event

    struct peer *peers;
    uint32_t peer_count, peer_target;
    int64_t next_peer_id;

    struct buffer message; // scratch for the payload in the making
    struct coin coins[COINS];
    uint32_t coin_count;
    struct tx *mempool[MEMPOOL_SIZE]; // in order of arrival
    uint32_t mempool_count;
    uint64_t mempool_bytes;
    uint32_t block_at; // transactions in the mempool at which the next block comes

    struct block block; // the tip
    uint8_t headers[HEADERS][HEADER];
    uint8_t hashes[HEADERS][32];
    uint32_t tip; // height
    struct block_plan plan;
    struct tx coinbase;
    struct tx *foreign; // in the block but never in the mempool, or NULL
    struct tx *victim;  // the mempool's transaction that spends the same coins

    uint32_t rare; // next of the rare dialogues
    uint32_t wallet;
};

// Epoch seconds by the node's own clock, which follows the events and no real clock.
int64_t node_time(const struct node *n);
const uint8_t *node_hash_at(const struct node *n, uint32_t height);

// messaging: begin a payload, then send or receive it.
struct buffer *payload(struct node *n);
void outbound(struct node *n, const struct peer *p, const char *type);
void inbound(struct node *n, const struct peer *p, const char *type);
void message_empty(struct node *n, const struct peer *p, bool in, const char *type);
void message_inventory(struct node *n, const struct peer *p, bool in, const char *type,
                       uint32_t kind, const uint8_t *hash, uint32_t random);
void message_version(struct node *n, const struct peer *p, bool in);
void message_nonce(struct node *n, const struct peer *p, bool in, const char *type, uint64_t nonce);
void message_locator(struct node *n, const struct peer *p, bool in, const char *type);
void message_headers(struct node *n, const struct peer *p, bool in, uint32_t count);
void message_addresses(struct node *n, const struct peer *p, bool in, uint32_t count);
void message_addresses_v2(struct node *n, const struct peer *p, bool in, uint32_t count);
void message_feefilter(struct node *n, const struct peer *p, bool in);
void message_sendcmpct(struct node *n, const struct peer *p, bool in, bool announce);
void message_sendtxrcncl(struct node *n, const struct peer *p, bool in);
void message_feature(struct node *n, const struct peer *p, const char *id);
void message_cfilter_request(struct node *n, const struct peer *p, const char *type);
void message_cfilter(struct node *n, const struct peer *p);
void message_cfheaders(struct node *n, const struct peer *p, uint32_t count);
void message_cfcheckpt(struct node *n, const struct peer *p);
void message_filterload(struct node *n, const struct peer *p);
void message_filteradd(struct node *n, const struct peer *p);
void message_reject(struct node *n, const struct peer *p);
void message_alert(struct node *n, const struct peer *p, bool in);

// connections
void connections_start(struct node *n, uint32_t pinned);
void connections_step(struct node *n); // opens, closes, evicts
struct peer *any_peer(struct node *n);

// chain: coins, mempool, blocks
void chain_start(struct node *n);
void coin_take(struct node *n, struct coin *out);
void coin_give(struct node *n, const struct coin *c);
struct tx *tx_new(struct node *n);
void tx_free(struct tx *t);
void tx_fund(struct node *n, struct tx *t); // takes coins, sets inputs and fee
void tx_finish(struct node *n, struct tx *t);
void tx_unfund(struct node *n, struct tx *t);
struct entry_view tx_view(const struct tx *t);
void mempool_accept(struct node *n, struct tx *t); // fires mempool:added, keeps t
void mempool_remove(struct node *n, uint32_t index, const char *reason);
// An unlinked transaction's index, or -1.
int mempool_pick(struct node *n);
void block_mine(struct node *n);    // builds the next block from the mempool, fires nothing
void block_connect(struct node *n); // makes it the tip

// dialogues
void dialogue_traffic(struct node *n); // only what touches neither mempool nor chain
void dialogue_rare(struct node *n, uint32_t which);
enum { RARE_DIALOGUES = 26 };
void dialogue_serve_block(struct node *n, struct peer *p);

// relay
void relay_transaction(struct node *n);
void relay_rejected(struct node *n);
void relay_replacement(struct node *n);
void relay_package_replacement(struct node *n);
void relay_block(struct node *n);
void wallet_send(struct node *n);
void cache_flush(struct node *n, uint32_t mode);
void mempool_shrink(struct node *n);

#endif
