#include "life.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { SECOND = 1000000000, NAP = 100000000, PINNED_PER_THREAD = 2 };

uint64_t now_monotonic(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * SECOND + (uint64_t)t.tv_nsec;
}

void sleep_until(uint64_t monotonic_ns)
{
    for (;;) {
        uint64_t now = now_monotonic();
        if (now >= monotonic_ns || stop_requested)
            return;
        uint64_t nap = monotonic_ns - now < NAP ? monotonic_ns - now : NAP;
        struct timespec t = {0, (long)nap};
        nanosleep(&t, NULL);
    }
}

// Sleeps whenever the node is ahead of its rate. What one step fires stays together.
static void keep_pace(const struct node *n, uint64_t start)
{
    const struct options *o = n->options;
    uint64_t done = n->e.attempted;
    if (o->burst > 0)
        sleep_until(start + done / o->burst * SECOND);
    else if (o->rate > 0)
        sleep_until(start + (uint64_t)((double)done / o->rate * SECOND * o->threads));
}

static void step(struct node *n)
{
    if (n->mempool_count >= n->block_at || n->mempool_count > MEMPOOL_SIZE - 4) {
        relay_block(n);
        // With large transactions few fit in a block: then the rest gives way to newcomers.
        while (n->mempool_count > MEMPOOL_SIZE / 2 || n->mempool_bytes > 64000000) {
            int i = mempool_pick(n);
            if (i < 0)
                break;
            mempool_remove(n, (uint32_t)i, "sizelimit");
        }
        return;
    }
    uint32_t dice = prng_below(&n->rng, 1000);
    if (n->peer_count < n->peer_target && dice < 200)
        connections_step(n);
    else if (dice < 450)
        relay_transaction(n);
    else if (dice < 480)
        relay_rejected(n);
    else if (dice < 520)
        relay_replacement(n);
    else if (dice < 530)
        relay_package_replacement(n);
    else if (dice < 550)
        wallet_send(n);
    else if (dice < 570)
        mempool_shrink(n);
    else if (dice < 590)
        cache_flush(n, prng_below(&n->rng,
#ifdef USDT_NO_SEMAPHORES
                                  4
#else
                                  5
#endif
                                  ));
    else if (dice < 615)
        connections_step(n);
    else if (dice < 735)
        dialogue_rare(n, n->rare++ % RARE_DIALOGUES);
    else
        dialogue_traffic(n);
}

static void node_start(struct node *n, const struct options *o, struct report *report,
                       uint32_t thread)
{
    n->options = o;
    n->rng.state = o->seed + thread * UINT64_C(0x5851f42d4c957f2d);
    n->e.unconditional = o->unconditional;
    n->e.report = (struct report_writer){.report = report, .thread = (uint8_t)thread};
    n->e.limit = o->count == UINT64_MAX ? UINT64_MAX
                                        : o->count / o->threads + (thread < o->count % o->threads);
    double rate = o->burst > 0 ? (double)o->burst : o->rate > 0 ? o->rate / o->threads : 1000;
    n->tick_ns = (uint64_t)(SECOND / rate);
    n->peer_target = o->peers;
}

static struct node *node_new(void)
{
    struct node *n = calloc(1, sizeof *n);
    if (n == NULL) {
        fprintf(stderr, "demo-node: out of memory\n");
        exit(1);
    }
    return n;
}

static void node_end(struct node *n, struct totals *totals)
{
    report_flush(&n->e.report);
    for (int i = 0; i < EVENTS; i++)
        totals->fired[i] += n->e.fired[i];
    totals->attempted += n->e.attempted;
    totals->total += n->e.total;
    totals->payload_bytes += n->e.payload_bytes;
    for (uint32_t i = 0; i < n->mempool_count; i++)
        tx_free(n->mempool[i]);
    buffer_free(&n->e.report.buffer);
    buffer_free(&n->message);
    buffer_free(&n->block.raw);
    buffer_free(&n->coinbase.raw);
    free(n->peers);
    free(n);
}

static bool going_on(const struct node *n)
{
    return !n->e.finished && n->e.total < n->e.limit && !stop_requested;
}

// A further thread: messages only, with peers that the first thread has connected and leaves alone.
static void *run_traffic(void *argument)
{
    struct node *n = argument;
    uint64_t start = now_monotonic();
    while (going_on(n)) {
        if (prng_percent(&n->rng, 20))
            dialogue_rare(n, n->rare++ % RARE_DIALOGUES);
        else
            dialogue_traffic(n);
        keep_pace(n, start);
    }
    return NULL;
}

static struct node *traffic_node(const struct node *first, struct report *report, uint32_t thread)
{
    struct node *n = node_new();
    node_start(n, first->options, report, thread);
    chain_start(n);
    n->peers = calloc(PINNED_PER_THREAD, sizeof *n->peers);
    if (n->peers == NULL)
        exit(1);
    memcpy(n->peers, first->peers + (thread - 1) * PINNED_PER_THREAD,
           PINNED_PER_THREAD * sizeof *n->peers);
    n->peer_count = PINNED_PER_THREAD;
    return n;
}

static void run_threads(struct node *first, struct report *report, struct totals *totals)
{
    uint32_t threads = first->options->threads;
    struct node *others[THREADS_LIMIT];
    pthread_t ids[THREADS_LIMIT];
    for (uint32_t i = 1; i < threads; i++) {
        others[i] = traffic_node(first, report, i);
        if (pthread_create(&ids[i], NULL, run_traffic, others[i]) != 0) {
            fprintf(stderr, "demo-node: cannot start thread %u\n", i);
            exit(1);
        }
    }
    uint64_t start = now_monotonic();
    while (going_on(first)) {
        step(first);
        keep_pace(first, start);
    }
    for (uint32_t i = 1; i < threads; i++) {
        pthread_join(ids[i], NULL);
        node_end(others[i], totals);
    }
}

void life_run(const struct options *o, struct report *report, struct totals *totals)
{
    struct node *n = node_new();
    node_start(n, o, report, 0);
    chain_start(n);
    if (o->only >= 0) {
        bench_run(n, totals);
    } else {
        connections_start(n, (o->threads - 1) * PINNED_PER_THREAD);
        run_threads(n, report, totals);
    }
    node_end(n, totals);
}
