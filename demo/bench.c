// --only: one tracepoint in a hot loop, always with the same arguments.
#include "life.h"

#include <errno.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { BATCH = 4096, DEFAULT_PAYLOAD = 300 };

struct sample {
    struct peer peer;
    struct coin coin;
    struct buffer bytes;
    const char *type;
    uint8_t hash[32], other[32];
    struct entry_view entry, replacement;
};

static uint64_t thread_cpu(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static void sample_build(struct sample *s, struct node *n)
{
    uint32_t size = n->options->payload > 0 ? n->options->payload : DEFAULT_PAYLOAD;
    s->peer = (struct peer){.id = 7, .connection = "outbound-full-relay", .network = NETWORK_ONION};
    s->peer.established = node_time(n);
    peer_address(&n->rng, NETWORK_ONION, s->peer.address);
    coin_take(n, &s->coin);
    prng_fill(&n->rng, s->hash, 32);
    prng_fill(&n->rng, s->other, 32);
    s->entry = (struct entry_view){s->hash, 1500, (uint64_t)node_time(n), 141};
    s->replacement = (struct entry_view){s->other, 2500, (uint64_t)node_time(n), 150};
    if (size >= TX_SMALLEST) {
        struct tx t = {.inputs = 1, .fee = 1000};
        coin_take(n, &t.in[0]);
        tx_build(&t, &n->rng, size);
        s->bytes = t.raw;
        s->type = "tx";
    } else {
        prng_fill(&n->rng, buffer_reserve(&s->bytes, size), size);
        s->bytes.length = size;
        s->type = size == 8 ? "ping" : "demo";
    }
}

static void fire_sample(struct node *n, const struct sample *s)
{
    struct emitter *e = &n->e;
    switch ((enum event)n->options->only) {
    case EVENT_net_inbound_message:
        fire_inbound_message(e, &s->peer, s->type, s->bytes.data, s->bytes.length);
        break;
    case EVENT_net_outbound_message:
        fire_outbound_message(e, &s->peer, s->type, s->bytes.data, s->bytes.length);
        break;
    case EVENT_net_inbound_connection:
        fire_inbound_connection(e, &s->peer, 11);
        break;
    case EVENT_net_outbound_connection:
        fire_outbound_connection(e, &s->peer, 11);
        break;
    case EVENT_net_evicted_inbound_connection:
        fire_evicted(e, &s->peer);
        break;
    case EVENT_net_closed_connection:
        fire_closed(e, &s->peer);
        break;
    case EVENT_net_misbehaving_connection:
        fire_misbehaving(e, &s->peer, "header with invalid proof of work");
        break;
    case EVENT_validation_block_connected:
        fire_block_connected(e, s->hash, 900001, 2500, 6100, 20000, 45000000);
        break;
    case EVENT_utxocache_flush:
        fire_flush(e, 120000, 2, 4000000, 512000000, false);
        break;
    case EVENT_utxocache_add:
        fire_coin_add(e, &s->coin);
        break;
    case EVENT_utxocache_spent:
        fire_coin_spent(e, &s->coin, 0);
        break;
    case EVENT_utxocache_uncache:
        fire_coin_uncache(e, &s->coin);
        break;
    case EVENT_coin_selection_selected_coins:
        fire_selected_coins(e, "savings", "bnb", 5000000, -120, 5000900);
        break;
    case EVENT_coin_selection_normal_create_tx_internal:
        fire_create_tx(e, "savings", true, 900, 1);
        break;
    case EVENT_coin_selection_attempting_aps_create_tx:
        fire_aps_attempt(e, "savings");
        break;
    case EVENT_coin_selection_aps_create_tx_internal:
        fire_aps_create_tx(e, "savings", true, true, 910, -1);
        break;
    case EVENT_mempool_added:
        fire_added(e, &s->entry);
        break;
    case EVENT_mempool_removed:
        fire_removed(e, &s->entry, "sizelimit");
        break;
    case EVENT_mempool_replaced:
        fire_replaced(e, &s->entry, &s->replacement, true);
        break;
    case EVENT_mempool_rejected:
        fire_rejected(e, s->hash, "min relay fee not met");
        break;
    case EVENTS:
        break;
    }
}

// Waits for a line on standard input; false if there will be none.
static bool requested(void)
{
    for (;;) {
        char c;
        ssize_t got = read(STDIN_FILENO, &c, 1);
        if (got == 1 && c == '\n')
            return true;
        if (got == 0 || (got < 0 && errno != EINTR) || stop_requested)
            return false;
    }
}

void bench_run(struct node *n, struct totals *totals)
{
    const struct options *o = n->options;
    struct sample s = {0};
    sample_build(&s, n);
    uint64_t start = now_monotonic(), cpu = thread_cpu();
    uint64_t end = o->measure ? o->count : UINT64_MAX;
    if (o->measure)
        n->e.limit = UINT64_MAX;
    uint64_t batch = BATCH, passes = 0;
    // At a rate the loop sleeps about a hundred times a second.
    if (o->burst > 0)
        batch = o->burst;
    else if (o->rate > 0)
        batch = o->rate < 200 ? 1 : (uint64_t)(o->rate / 100);
    while (passes < end && n->e.total < n->e.limit && !stop_requested) {
        if (o->on_request && !requested())
            break;
        uint64_t now = end - passes < batch ? end - passes : batch;
        for (uint64_t i = 0; i < now && !n->e.finished; i++)
            fire_sample(n, &s);
        passes += now;
        if (o->on_request) {
            puts("fired");
            fflush(stdout);
        } else if (o->burst > 0)
            sleep_until(start + passes / o->burst * 1000000000u);
        else if (o->rate > 0)
            sleep_until(start + (uint64_t)((double)passes / o->rate * 1e9));
        else if (n->e.total == 0 && !o->measure)
            sleep_until(now_monotonic() + 1000000); // nobody listens: do not burn a core
    }
    totals->passes += passes;
    totals->thread_cpu_ns += thread_cpu() - cpu;
    buffer_free(&s.bytes);
}
