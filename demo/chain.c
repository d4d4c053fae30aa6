// Coins, mempool and blocks: who spends what, and what Core's tracepoints say about it.
#include "node.h"

#include <stdio.h>
#include <stdlib.h>

enum { START_HEIGHT = 900000, COINS_KEPT = COINS - 1024, COINS_LEAST = 64, DUST = 50000 };

int64_t node_time(const struct node *n)
{
    return n->options->epoch + (int64_t)(n->e.attempted * n->tick_ns / 1000000000u);
}

const uint8_t *node_hash_at(const struct node *n, uint32_t height)
{
    return n->hashes[height % HEADERS];
}

void chain_start(struct node *n)
{
    uint8_t previous[32] = {0}, root[32];
    n->tip = START_HEIGHT;
    for (uint32_t h = n->tip - HEADERS + 1; h <= n->tip; h++) {
        prng_fill(&n->rng, root, 32);
        uint32_t time = (uint32_t)(n->options->epoch - 600 * (int64_t)(n->tip - h + 1));
        header_build(n->headers[h % HEADERS], n->hashes[h % HEADERS], previous, root, time);
        memcpy(previous, n->hashes[h % HEADERS], 32);
    }
    n->block_at = 12;
}

// A coin from before the node's start, as if fetched from disk.
static void coin_fetch(struct node *n, struct coin *out)
{
    *out = (struct coin){.index = prng_below(&n->rng, 4)};
    prng_fill(&n->rng, out->txid, 32);
    out->height = prng_between(&n->rng, 100000, START_HEIGHT - 200);
    out->value = 100000 + (int64_t)prng_below(&n->rng, 4000000000u);
}

void coin_take(struct node *n, struct coin *out)
{
    if (n->coin_count < COINS_LEAST) {
        coin_fetch(n, out);
        return;
    }
    uint32_t i = prng_below(&n->rng, n->coin_count);
    *out = n->coins[i];
    n->coins[i] = n->coins[--n->coin_count];
}

void coin_give(struct node *n, const struct coin *c)
{
    if (c->value < DUST)
        return;
    if (n->coin_count < COINS_KEPT)
        n->coins[n->coin_count++] = *c;
    else
        n->coins[prng_below(&n->rng, n->coin_count)] = *c;
}

struct tx *tx_new(struct node *n)
{
    struct tx *t = calloc(1, sizeof *t);
    if (t == NULL) {
        fprintf(stderr, "demo-node: out of memory\n");
        exit(1);
    }
    t->entered = (uint64_t)node_time(n);
    return t;
}

void tx_free(struct tx *t)
{
    buffer_free(&t->raw);
    free(t);
}

void tx_fund(struct node *n, struct tx *t)
{
    t->inputs = prng_percent(&n->rng, 60) ? 1 : prng_between(&n->rng, 2, TX_INPUTS);
    for (unsigned i = 0; i < t->inputs; i++)
        coin_take(n, &t->in[i]);
    t->fee = prng_between(&n->rng, 200, 20000);
}

void tx_finish(struct node *n, struct tx *t)
{
    uint32_t exact = 0;
    if (n->options->payload > 0 && prng_percent(&n->rng, n->options->payload_share))
        exact = n->options->payload < TX_SMALLEST ? TX_SMALLEST : n->options->payload;
    // One input is all that a transaction of given size has.
    for (; exact > 0 && t->inputs > 1; t->inputs--)
        coin_give(n, &t->in[t->inputs - 1]);
    tx_build(t, &n->rng, exact);
}

void tx_unfund(struct node *n, struct tx *t)
{
    for (unsigned i = 0; i < t->inputs; i++)
        if (!t->in[i].unconfirmed)
            coin_give(n, &t->in[i]);
}

struct entry_view tx_view(const struct tx *t)
{
    return (struct entry_view){t->txid, t->fee, t->entered, t->vsize};
}

// Takes it out without a word.
static struct tx *mempool_extract(struct node *n, uint32_t index)
{
    struct tx *t = n->mempool[index];
    n->mempool_count--;
    memmove(n->mempool + index, n->mempool + index + 1,
            (n->mempool_count - index) * sizeof *n->mempool);
    n->mempool_bytes -= t->raw.length;
    return t;
}

void mempool_accept(struct node *n, struct tx *t)
{
    struct entry_view view = tx_view(t);
    n->mempool[n->mempool_count++] = t;
    n->mempool_bytes += t->raw.length;
    fire_added(&n->e, &view);
}

void mempool_remove(struct node *n, uint32_t index, const char *reason)
{
    struct tx *t = mempool_extract(n, index);
    struct entry_view view = tx_view(t);
    fire_removed(&n->e, &view, reason);
    tx_unfund(n, t);
    tx_free(t);
}

int mempool_pick(struct node *n)
{
    for (int tries = 0; tries < 8 && n->mempool_count > 0; tries++) {
        uint32_t i = prng_below(&n->rng, n->mempool_count);
        if (!n->mempool[i]->linked)
            return (int)i;
    }
    return -1;
}

// Puts a transaction that the mempool never saw in the place of one that spends the same coins: the
// next block will hold it and so remove the other by conflict.
static void plant_conflict(struct node *n)
{
    int i = mempool_pick(n);
    if (i < 0 || n->options->payload > 0)
        return;
    n->victim = n->mempool[i];
    n->foreign = tx_new(n);
    n->foreign->inputs = n->victim->inputs;
    memcpy(n->foreign->in, n->victim->in, sizeof n->victim->in);
    n->foreign->fee = n->victim->fee + 500;
    tx_build(n->foreign, &n->rng, 0);
    n->mempool[i] = n->foreign;
    n->mempool_bytes += n->foreign->raw.length - n->victim->raw.length;
}

void block_mine(struct node *n)
{
    if (prng_percent(&n->rng, 30))
        plant_conflict(n);
    uint32_t target = 3900000;
    struct block_plan *plan = &n->plan;
    plan->exact = 0;
    if (n->options->payload > 0 && prng_percent(&n->rng, n->options->payload_share))
        target = plan->exact = n->options->payload;
    // Room for header, counts, coinbase and rounding of the padding.
    uint64_t size = HEADER + 5 + tx_coinbase_smallest(true) + 16;
    plan->count = 0;
    plan->reward = 312500000;
    while (plan->count < n->mempool_count && plan->count < BLOCK_TRANSACTIONS - 1) {
        const struct tx *t = n->mempool[plan->count];
        if (size + t->raw.length > target)
            break;
        size += t->raw.length;
        plan->reward += t->fee;
        plan->count++;
    }
    plan->txs = n->mempool;
    plan->height = n->tip + 1;
    plan->previous = node_hash_at(n, n->tip);
    plan->time = (uint32_t)node_time(n);
    block_build(&n->block, &n->coinbase, &n->rng, plan);
}

// Adds the outputs; children that wait in the mempool learn the height.
static void connect_outputs(struct node *n, const struct tx *t, bool coinbase)
{
    for (unsigned i = 0; i < t->outputs; i++) {
        struct coin c = {.index = i, .height = n->tip, .value = t->out[i], .coinbase = coinbase};
        if (c.value < 0)
            continue;
        memcpy(c.txid, t->txid, 32);
        fire_coin_add(&n->e, &c);
        bool taken = false;
        for (uint32_t k = 0; t->linked && k < n->mempool_count; k++) {
            for (unsigned j = 0; j < n->mempool[k]->inputs; j++) {
                struct coin *in = &n->mempool[k]->in[j];
                if (in->unconfirmed && in->index == i && memcmp(in->txid, t->txid, 32) == 0) {
                    in->height = n->tip;
                    in->unconfirmed = false;
                    taken = true;
                }
            }
        }
        if (!taken)
            coin_give(n, &c);
    }
}

void block_connect(struct node *n)
{
    const struct block *b = &n->block;
    int32_t inputs = 1;
    int64_t sigops = n->coinbase.sigops;
    n->tip = b->height;
    memcpy(n->headers[n->tip % HEADERS], b->raw.data, HEADER);
    memcpy(n->hashes[n->tip % HEADERS], b->hash, 32);
    connect_outputs(n, &n->coinbase, true);
    for (uint32_t i = 0; i < n->plan.count; i++) {
        const struct tx *t = n->mempool[i];
        inputs += (int32_t)t->inputs;
        sigops += t->sigops;
        for (uint32_t k = 0; k < t->inputs; k++)
            fire_coin_spent(&n->e, t->in, k);
        connect_outputs(n, t, false);
    }
    fire_block_connected(&n->e, b->hash, (int32_t)b->height, b->count, inputs, sigops,
                         (int64_t)prng_between(&n->rng, 2000000, 400000000));
    for (uint32_t i = 0; i < n->plan.count; i++) {
        struct tx *t = n->mempool[i];
        struct entry_view view = tx_view(t == n->foreign ? n->victim : t);
        fire_removed(&n->e, &view, t == n->foreign ? "conflict" : "block");
        n->mempool_bytes -= t->raw.length;
        if (t == n->foreign)
            tx_free(n->victim);
        tx_free(t);
    }
    n->foreign = n->victim = NULL;
    n->mempool_count -= n->plan.count;
    memmove(n->mempool, n->mempool + n->plan.count, n->mempool_count * sizeof *n->mempool);
    n->plan.count = 0;
    n->block_at = n->mempool_count + prng_between(&n->rng, 20, 120);
}
