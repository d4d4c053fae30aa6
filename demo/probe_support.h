// What the files that hold probes share: the semaphores, and what happens before a probe fires.
#ifndef DEMO_PROBE_SUPPORT_H
#define DEMO_PROBE_SUPPORT_H

#include "probes.h"
#include "usdt.h"

#include <time.h>

#ifdef USDT_NO_SEMAPHORES
#define EACH_BUILT_EVENT(X) EACH_OLD_EVENT(X)
#else
#define EACH_BUILT_EVENT(X) EACH_OLD_EVENT(X) EACH_CONNECTION_EVENT(X)
#endif

#define DECLARE_SEMAPHORE(p, n) extern unsigned short USDT_SEMAPHORE(p, n);
EACH_BUILT_EVENT(DECLARE_SEMAPHORE)

static inline uint64_t monotonic_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static inline bool begin(struct emitter *e, enum event event, bool enabled)
{
    e->attempted++;
    if (!(enabled || e->unconditional))
        return false;
    if (__builtin_expect(e->total >= e->limit, 0)) {
        e->finished = true;
        return false;
    }
    e->total++;
    e->fired[event]++;
    if (e->report.report != NULL)
        report_begin(&e->report, (uint8_t)event, monotonic_ns());
    return true;
}

#define BEGIN(e, p, n) begin(e, EVENT_##p##_##n, PROBE_ENABLED(p, n))
#define RECORDED(e) __builtin_expect((e)->report.report != NULL, 0)

// One copy of each, so that each probe has exactly one note.
#define ONE_SITE __attribute__((noinline, noclone))

#endif
