#include "probe_support.h"

#include <stddef.h>

atomic_bool stop_requested;

#define DEFINE(p, n) PROBE_SEMAPHORE_DEFINE(p, n);
EACH_BUILT_EVENT(DEFINE)

unsigned probe_semaphore(enum event event)
{
#ifdef USDT_NO_SEMAPHORES
    (void)event;
    return 0;
#else
#define ADDRESS(p, n) [EVENT_##p##_##n] = &USDT_SEMAPHORE(p, n),
    static const volatile unsigned short *const semaphores[EVENTS] = {EACH_BUILT_EVENT(ADDRESS)};
    return *semaphores[event];
#endif
}

// Filled by USDT_EMIT, bounded by the linker.
struct site {
    int32_t distance; // from this field to the probe's instruction
    int32_t event;
};
extern const struct site __start_demo_sites[], __stop_demo_sites[];

static const volatile uint8_t *site_of(enum event event)
{
    for (const struct site *s = __start_demo_sites; s < __stop_demo_sites; s++)
        if (s->event == (int32_t)event)
            return (const volatile uint8_t *)&s->distance + s->distance;
    return NULL;
}

bool probe_present(enum event event)
{
    return site_of(event) != NULL;
}

bool probe_attached(enum event event)
{
    const volatile uint8_t *code = site_of(event);
    if (code == NULL)
        return false;
#ifndef USDT_NO_SEMAPHORES
    if (probe_semaphore(event) == 0)
        return false;
#endif
    // A uprobe replaces the no-operation in this process's own copy of the page.
#if defined(__x86_64__)
    return code[0] != 0x90;
#else
    return code[0] != 0x1f || code[1] != 0x20 || code[2] != 0x03 || code[3] != 0xd5;
#endif
}
