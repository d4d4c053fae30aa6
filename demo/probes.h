// The 20 tracepoints of Bitcoin Core as functions: each tests the semaphore, fires its probe, counts
// it and records it in the report.
#ifndef DEMO_PROBES_H
#define DEMO_PROBES_H

#include "events.h"
#include "report.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

// Set by a signal or by the first thread that ends the run.
extern atomic_bool stop_requested;

// What one thread fires. Not shared.
struct emitter {
    bool unconditional; // fire whatever the semaphores say
    bool finished;      // the limit was reached: nothing fires any more
    uint64_t attempted; // tracepoints reached, semaphore up or not: the node's clock and pace
    uint64_t total;     // fired
    uint64_t limit;     // fire at most so many; UINT64_MAX: no limit
    uint64_t payload_bytes;
    uint64_t fired[EVENTS];
    struct report_writer report;
};

struct peer;
struct coin;

// A transaction as the mempool's tracepoints show it.
struct entry_view {
    const uint8_t *txid;
    int64_t fee;
    uint64_t entry_time; // epoch seconds
    int32_t vsize;
};

void fire_message(struct emitter *e, const struct peer *p, bool inbound, const char *type,
                  const uint8_t *payload, uint64_t size);
void fire_inbound_message(struct emitter *e, const struct peer *p, const char *type,
                          const uint8_t *payload, uint64_t size);
void fire_outbound_message(struct emitter *e, const struct peer *p, const char *type,
                           const uint8_t *payload, uint64_t size);
void fire_inbound_connection(struct emitter *e, const struct peer *p, uint64_t connections);
void fire_outbound_connection(struct emitter *e, const struct peer *p, uint64_t connections);
void fire_evicted(struct emitter *e, const struct peer *p);
void fire_closed(struct emitter *e, const struct peer *p);
void fire_misbehaving(struct emitter *e, const struct peer *p, const char *text);
void fire_block_connected(struct emitter *e, const uint8_t hash[32], int32_t height,
                          uint64_t transactions, int32_t inputs, int64_t sigop_cost,
                          int64_t nanoseconds);
void fire_flush(struct emitter *e, int64_t microseconds, uint32_t mode, uint64_t coins,
                uint64_t memory, bool for_prune);
void fire_coin_add(struct emitter *e, const struct coin *c);
void fire_coin_spent(struct emitter *e, const struct coin *coins, uint32_t which);
void fire_coin_uncache(struct emitter *e, const struct coin *c);
void fire_selected_coins(struct emitter *e, const char *wallet, const char *algorithm,
                         int64_t target, int64_t waste, int64_t selected);
void fire_create_tx(struct emitter *e, const char *wallet, bool success, int64_t fee,
                    int32_t change_position);
void fire_aps_attempt(struct emitter *e, const char *wallet);
void fire_aps_create_tx(struct emitter *e, const char *wallet, bool use_aps, bool success,
                        int64_t fee, int32_t change_position);
void fire_added(struct emitter *e, const struct entry_view *t);
void fire_removed(struct emitter *e, const struct entry_view *t, const char *reason);
void fire_replaced(struct emitter *e, const struct entry_view *old, const struct entry_view *new,
                   bool by_transaction);
void fire_rejected(struct emitter *e, const uint8_t txid[32], const char *reason);

// True while the event's semaphore is up and a breakpoint lies on its probe. Without semaphores the
// breakpoint alone counts. Events that this build lacks are never attached.
bool probe_attached(enum event event);
bool probe_present(enum event event);
// The raw semaphore, 0 when there is none.
unsigned probe_semaphore(enum event event);

#endif
