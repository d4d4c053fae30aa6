// Runs the node's life, or the hot loop of --only, at the wanted pace.
#ifndef DEMO_LIFE_H
#define DEMO_LIFE_H

#include "node.h"

struct life; // one thread

struct totals {
    uint64_t fired[EVENTS];
    uint64_t attempted;
    uint64_t total;
    uint64_t payload_bytes;
    uint64_t passes;         // of the hot loop
    uint64_t thread_cpu_ns;  // of the hot loop
};

// Returns when the count is reached or a stop was requested.
void life_run(const struct options *o, struct report *report, struct totals *totals);

// The hot loop of --only, in bench.c; adds to passes and thread_cpu_ns.
void bench_run(struct node *n, struct totals *totals);

// Sleeps until the monotonic time, in pieces, so that a stop request is seen.
void sleep_until(uint64_t monotonic_ns);
uint64_t now_monotonic(void);

#endif
