// The tracepoints by index: the index is what the report file holds, so the order is fixed.
#ifndef DEMO_EVENTS_H
#define DEMO_EVENTS_H

enum event {
    EVENT_net_inbound_message,
    EVENT_net_outbound_message,
    EVENT_net_inbound_connection,
    EVENT_net_outbound_connection,
    EVENT_net_evicted_inbound_connection,
    EVENT_net_closed_connection,
    EVENT_net_misbehaving_connection,
    EVENT_validation_block_connected,
    EVENT_utxocache_flush,
    EVENT_utxocache_add,
    EVENT_utxocache_spent,
    EVENT_utxocache_uncache,
    EVENT_coin_selection_selected_coins,
    EVENT_coin_selection_normal_create_tx_internal,
    EVENT_coin_selection_attempting_aps_create_tx,
    EVENT_coin_selection_aps_create_tx_internal,
    EVENT_mempool_added,
    EVENT_mempool_removed,
    EVENT_mempool_replaced,
    EVENT_mempool_rejected,
    EVENTS
};

// "net:inbound_message" and so on.
extern const char *const event_names[EVENTS];

// Index of the event so named, or -1.
int event_by_name(const char *name);

// X(provider, name) for the probes that Core has since v25, and for those that came with v29.
#define EACH_OLD_EVENT(X)                        \
    X(net, inbound_message)                      \
    X(net, outbound_message)                     \
    X(validation, block_connected)               \
    X(utxocache, flush)                          \
    X(utxocache, add)                            \
    X(utxocache, spent)                          \
    X(utxocache, uncache)                        \
    X(coin_selection, selected_coins)            \
    X(coin_selection, normal_create_tx_internal) \
    X(coin_selection, attempting_aps_create_tx)  \
    X(coin_selection, aps_create_tx_internal)    \
    X(mempool, added)                            \
    X(mempool, removed)                          \
    X(mempool, replaced)                         \
    X(mempool, rejected)
#define EACH_CONNECTION_EVENT(X)       \
    X(net, inbound_connection)         \
    X(net, outbound_connection)        \
    X(net, evicted_inbound_connection) \
    X(net, closed_connection)          \
    X(net, misbehaving_connection)

#endif
