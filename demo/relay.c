// Transactions and blocks on their way: from a peer or the wallet into the mempool, into a block.
#include "hash.h"
#include "node.h"

#include <stdio.h>

enum { WTX = 5, BLOCK = 2, WITNESS_BLOCK = 0x40000002 };

// The node tells a few others, of whom some ask for it.
static void announce(struct node *n, const struct tx *t, uint32_t listeners)
{
    for (uint32_t i = 0; i < listeners; i++) {
        struct peer *p = any_peer(n);
        message_inventory(n, p, false, "inv", WTX, t->wtxid, prng_below(&n->rng, 4));
        if (prng_percent(&n->rng, 40)) {
            message_inventory(n, p, true, "getdata", WTX, t->wtxid, 0);
            fire_outbound_message(&n->e, p, "tx", t->raw.data, t->raw.length);
        }
    }
}

static struct peer *receive(struct node *n, const struct tx *t)
{
    struct peer *p = any_peer(n);
    message_inventory(n, p, true, "inv", WTX, t->wtxid, 0);
    message_inventory(n, p, false, "getdata", WTX, t->wtxid, 0);
    fire_inbound_message(&n->e, p, "tx", t->raw.data, t->raw.length);
    return p;
}

void relay_transaction(struct node *n)
{
    struct tx *t = tx_new(n);
    tx_fund(n, t);
    tx_finish(n, t);
    receive(n, t);
    mempool_accept(n, t);
    announce(n, t, prng_below(&n->rng, 3));
}

void relay_rejected(struct node *n)
{
    static const char *const reasons[] = {
        "bad-txns-inputs-missingorspent", "min relay fee not met", "txn-mempool-conflict",
        "mempool min fee not met", "insufficient fee", "non-mandatory-script-verify-flag"};
    char longest[160];
    struct tx *t = tx_new(n);
    tx_fund(n, t);
    tx_finish(n, t);
    receive(n, t);
    for (unsigned i = 0; i < t->inputs; i++)
        fire_coin_uncache(&n->e, &t->in[i]);
    uint32_t which = prng_below(&n->rng, 7);
    if (which == 6)
        // 118 characters, the longest that Core v29 makes.
        sprintf(longest, "%-88s%030llu",
                "mempool-script-verify-flag-failed (Script evaluated without error but finally false, n=",
                (unsigned long long)prng_next(&n->rng));
    fire_rejected(&n->e, t->txid, which == 6 ? longest : reasons[which]);
    tx_unfund(n, t);
    tx_free(t);
}

void relay_replacement(struct node *n)
{
    int i = mempool_pick(n);
    if (i < 0)
        return;
    struct tx *old = n->mempool[i];
    struct tx *t = tx_new(n);
    t->inputs = old->inputs;
    memcpy(t->in, old->in, sizeof t->in);
    t->fee = old->fee + prng_between(&n->rng, 1000, 9000);
    uint64_t exact = n->options->payload > 0 ? old->raw.length : 0;
    tx_build(t, &n->rng, (uint32_t)exact);
    receive(n, t);
    struct entry_view old_view = tx_view(old), view = tx_view(t);
    fire_replaced(&n->e, &old_view, &view, true);
    // The coins pass to the replacement.
    old->inputs = 0;
    mempool_remove(n, (uint32_t)i, "replaced");
    mempool_accept(n, t);
}

// A parent and its child replace one transaction: the event then names the package's hash.
void relay_package_replacement(struct node *n)
{
    int i = mempool_pick(n);
    if (i < 0 || n->options->payload > 0)
        return;
    struct tx *old = n->mempool[i];
    struct tx *parent = tx_new(n), *child = tx_new(n);
    parent->linked = child->linked = true;
    parent->inputs = old->inputs;
    memcpy(parent->in, old->in, sizeof parent->in);
    parent->fee = old->fee;
    tx_build(parent, &n->rng, 0);
    child->inputs = 1;
    child->in[0] = (struct coin){.value = parent->out[0], .unconfirmed = true};
    memcpy(child->in[0].txid, parent->txid, 32);
    child->fee = prng_between(&n->rng, 5000, 9000);
    if (child->in[0].value < 20000) {
        tx_free(parent);
        tx_free(child);
        return;
    }
    tx_build(child, &n->rng, 0);
    receive(n, parent);
    receive(n, child);
    // BIP331: SHA-256 of the wtxids in ascending order, compared as numbers.
    uint8_t both[64], hash[32];
    bool parent_first = true;
    for (int k = 31; k >= 0; k--) {
        if (parent->wtxid[k] != child->wtxid[k]) {
            parent_first = parent->wtxid[k] < child->wtxid[k];
            break;
        }
    }
    memcpy(both, parent_first ? parent->wtxid : child->wtxid, 32);
    memcpy(both + 32, parent_first ? child->wtxid : parent->wtxid, 32);
    sha256(both, 64, hash);
    struct entry_view old_view = tx_view(old);
    struct entry_view package = {hash, parent->fee + child->fee, (uint64_t)node_time(n),
                                 parent->vsize + child->vsize};
    fire_replaced(&n->e, &old_view, &package, false);
    old->inputs = 0;
    mempool_remove(n, (uint32_t)i, "replaced");
    mempool_accept(n, parent);
    mempool_accept(n, child);
}

void mempool_shrink(struct node *n)
{
    static const char *const reasons[] = {"expiry", "sizelimit", "reorg"};
    int i = mempool_pick(n);
    if (i >= 0)
        mempool_remove(n, (uint32_t)i, reasons[prng_below(&n->rng, 3)]);
}

void cache_flush(struct node *n, uint32_t mode)
{
    uint64_t coins = n->coin_count + prng_below(&n->rng, 100000);
    uint32_t microseconds = prng_between(&n->rng, 300, 9000000);
    bool for_prune = prng_percent(&n->rng, 10);
    fire_flush(&n->e, microseconds, mode, coins, coins * 112, for_prune);
}

void relay_block(struct node *n)
{
    block_mine(n);
    const struct block *b = &n->block;
    struct peer *p = any_peer(n);
    uint32_t announced = prng_below(&n->rng, 3);
    if (announced == 0) {
        // The header first; it is the tip only once connected, hence built by hand.
        struct buffer *m = payload(n);
        put_size(m, 1);
        put_bytes(m, b->raw.data, HEADER);
        put_size(m, 0);
        inbound(n, p, "headers");
        message_inventory(n, p, false, "getdata", WITNESS_BLOCK, b->hash, 0);
        fire_inbound_message(&n->e, p, "block", b->raw.data, b->raw.length);
    } else {
        put_cmpctblock(payload(n), b, prng_next(&n->rng), announced == 2);
        inbound(n, p, "cmpctblock");
        uint32_t missing = b->count > 9 && prng_percent(&n->rng, 60) ? prng_between(&n->rng, 1, 3) : 0;
        if (missing > 0) {
            put_getblocktxn(payload(n), b, 2, missing);
            outbound(n, p, "getblocktxn");
            put_blocktxn(payload(n), b, 2, missing);
            inbound(n, p, "blocktxn");
        }
    }
    block_connect(n);
    cache_flush(n, 1);
    for (int i = 0; i < 2; i++) {
        p = any_peer(n);
        put_cmpctblock(payload(n), b, prng_next(&n->rng), false);
        outbound(n, p, "cmpctblock");
        if (b->count > 9 && prng_percent(&n->rng, 40)) {
            put_getblocktxn(payload(n), b, 3, 2);
            inbound(n, p, "getblocktxn");
            put_blocktxn(payload(n), b, 3, 2);
            outbound(n, p, "blocktxn");
        }
    }
    message_headers(n, any_peer(n), false, 1);
    message_inventory(n, any_peer(n), false, "inv", BLOCK, b->hash, 0);
    if (prng_percent(&n->rng, 30))
        dialogue_serve_block(n, any_peer(n));
}

void wallet_send(struct node *n)
{
    static const char *const wallets[] = {
        "", "savings", "Brieftasche \xc3\xbc\xe2\x82\xbf", "wallets/shop \"2\"",
        "a-wallet-whose-name-its-owner-chose-to-be-longer-than-the-buffers-of-most-tools-that-read-it"};
    static const char *const algorithms[] = {"bnb", "knapsack", "srd", "cg", "manual"};
    const char *wallet = wallets[n->wallet++ % 5];
    struct tx *t = tx_new(n);
    tx_fund(n, t);
    tx_finish(n, t);
    int64_t selected = 0;
    for (unsigned i = 0; i < t->inputs; i++)
        selected += t->in[i].value;
    bool aps = prng_percent(&n->rng, 60), success = !prng_percent(&n->rng, 15);
    int32_t change = t->outputs > 1 && success ? (int32_t)prng_below(&n->rng, t->outputs) : -1;
    const char *algorithm = algorithms[prng_below(&n->rng, 5)];
    int64_t waste = (int64_t)prng_below(&n->rng, 4000) - 2000;
    if (success)
        fire_selected_coins(&n->e, wallet, algorithm, selected - t->fee - 1000, waste, selected);
    fire_create_tx(&n->e, wallet, success, success ? t->fee : 0, change);
    if (success && aps) {
        fire_aps_attempt(&n->e, wallet);
        bool use = prng_percent(&n->rng, 50), worked = prng_percent(&n->rng, 90);
        fire_aps_create_tx(&n->e, wallet, use && worked, worked, worked ? t->fee + 10 : 0,
                           worked ? change : -1);
    }
    if (!success) {
        tx_unfund(n, t);
        tx_free(t);
        return;
    }
    mempool_accept(n, t);
    announce(n, t, 2);
}
