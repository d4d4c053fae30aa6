#include "probe_support.h"
#include "tx.h"

ONE_SITE void fire_block_connected(struct emitter *e, const uint8_t hash[32], int32_t height,
                                   uint64_t transactions, int32_t inputs, int64_t sigop_cost,
                                   int64_t nanoseconds)
{
    if (!BEGIN(e, validation, block_connected))
        return;
    PROBE6(validation, block_connected, hash, height, transactions, inputs, sigop_cost,
           nanoseconds);
    if (RECORDED(e)) {
        report_hash(&e->report, hash);
        report_number(&e->report, (uint64_t)(int64_t)height);
        report_number(&e->report, transactions);
        report_number(&e->report, (uint64_t)(int64_t)inputs);
        report_number(&e->report, (uint64_t)sigop_cost);
        report_number(&e->report, (uint64_t)nanoseconds);
        report_end(&e->report);
    }
}

ONE_SITE void fire_flush(struct emitter *e, int64_t microseconds, uint32_t mode, uint64_t coins,
                         uint64_t memory, bool for_prune)
{
    if (!BEGIN(e, utxocache, flush))
        return;
    PROBE5(utxocache, flush, microseconds, mode, coins, memory, for_prune);
    if (RECORDED(e)) {
        report_number(&e->report, (uint64_t)microseconds);
        report_number(&e->report, mode);
        report_number(&e->report, coins);
        report_number(&e->report, memory);
        report_number(&e->report, for_prune);
        report_end(&e->report);
    }
}

static void record_coin(struct emitter *e, const struct coin *c)
{
    report_hash(&e->report, c->txid);
    report_number(&e->report, c->index);
    report_number(&e->report, c->height);
    report_number(&e->report, (uint64_t)c->value);
    report_number(&e->report, c->coinbase);
    report_end(&e->report);
}

ONE_SITE void fire_coin_add(struct emitter *e, const struct coin *c)
{
    if (!BEGIN(e, utxocache, add))
        return;
    PROBE5(utxocache, add, &c->txid[0], c->index, c->height, c->value, c->coinbase);
    if (RECORDED(e))
        record_coin(e, c);
}

// Takes an array and an index, so that operands may come out as base plus scaled index.
ONE_SITE void fire_coin_spent(struct emitter *e, const struct coin *coins, uint32_t which)
{
    if (!BEGIN(e, utxocache, spent))
        return;
    PROBE5(utxocache, spent, &coins[which].txid[0], coins[which].index, coins[which].height,
           coins[which].value, coins[which].coinbase);
    if (RECORDED(e))
        record_coin(e, &coins[which]);
}

// Only fetched coins of ordinary transactions are uncached here, so the last operand is a constant.
ONE_SITE void fire_coin_uncache(struct emitter *e, const struct coin *c)
{
    if (c->coinbase || !BEGIN(e, utxocache, uncache))
        return;
    PROBE5(utxocache, uncache, &c->txid[0], c->index, c->height, c->value, (bool)false);
    if (RECORDED(e))
        record_coin(e, c);
}

ONE_SITE void fire_selected_coins(struct emitter *e, const char *wallet, const char *algorithm,
                                  int64_t target, int64_t waste, int64_t selected)
{
    if (!BEGIN(e, coin_selection, selected_coins))
        return;
    PROBE5(coin_selection, selected_coins, wallet, algorithm, target, waste, selected);
    if (RECORDED(e)) {
        report_text(&e->report, wallet);
        report_text(&e->report, algorithm);
        report_number(&e->report, (uint64_t)target);
        report_number(&e->report, (uint64_t)waste);
        report_number(&e->report, (uint64_t)selected);
        report_end(&e->report);
    }
}

ONE_SITE void fire_create_tx(struct emitter *e, const char *wallet, bool success, int64_t fee,
                             int32_t change_position)
{
    if (!BEGIN(e, coin_selection, normal_create_tx_internal))
        return;
    PROBE4(coin_selection, normal_create_tx_internal, wallet, success, fee, change_position);
    if (RECORDED(e)) {
        report_text(&e->report, wallet);
        report_number(&e->report, success);
        report_number(&e->report, (uint64_t)fee);
        report_number(&e->report, (uint64_t)(int64_t)change_position);
        report_end(&e->report);
    }
}

ONE_SITE void fire_aps_attempt(struct emitter *e, const char *wallet)
{
    if (!BEGIN(e, coin_selection, attempting_aps_create_tx))
        return;
    PROBE1(coin_selection, attempting_aps_create_tx, wallet);
    if (RECORDED(e)) {
        report_text(&e->report, wallet);
        report_end(&e->report);
    }
}

ONE_SITE void fire_aps_create_tx(struct emitter *e, const char *wallet, bool use_aps, bool success,
                                 int64_t fee, int32_t change_position)
{
    if (!BEGIN(e, coin_selection, aps_create_tx_internal))
        return;
    PROBE5(coin_selection, aps_create_tx_internal, wallet, use_aps, success, fee, change_position);
    if (RECORDED(e)) {
        report_text(&e->report, wallet);
        report_number(&e->report, use_aps);
        report_number(&e->report, success);
        report_number(&e->report, (uint64_t)fee);
        report_number(&e->report, (uint64_t)(int64_t)change_position);
        report_end(&e->report);
    }
}

ONE_SITE void fire_added(struct emitter *e, const struct entry_view *t)
{
    if (!BEGIN(e, mempool, added))
        return;
    PROBE3(mempool, added, t->txid, t->vsize, t->fee);
    if (RECORDED(e)) {
        report_hash(&e->report, t->txid);
        report_number(&e->report, (uint64_t)(int64_t)t->vsize);
        report_number(&e->report, (uint64_t)t->fee);
        report_end(&e->report);
    }
}

ONE_SITE void fire_removed(struct emitter *e, const struct entry_view *t, const char *reason)
{
    if (!BEGIN(e, mempool, removed))
        return;
    PROBE5(mempool, removed, t->txid, reason, t->vsize, t->fee, t->entry_time);
    if (RECORDED(e)) {
        report_hash(&e->report, t->txid);
        report_text(&e->report, reason);
        report_number(&e->report, (uint64_t)(int64_t)t->vsize);
        report_number(&e->report, (uint64_t)t->fee);
        report_number(&e->report, t->entry_time);
        report_end(&e->report);
    }
}

ONE_SITE void fire_replaced(struct emitter *e, const struct entry_view *old,
                            const struct entry_view *new, bool by_transaction)
{
    if (!BEGIN(e, mempool, replaced))
        return;
#ifdef USDT_NO_SEMAPHORES
    (void)by_transaction; // the eighth argument came with v29
    PROBE7(mempool, replaced, old->txid, old->vsize, old->fee, old->entry_time, new->txid,
           new->vsize, new->fee);
#else
    PROBE8(mempool, replaced, old->txid, old->vsize, old->fee, old->entry_time, new->txid,
           new->vsize, new->fee, by_transaction);
#endif
    if (RECORDED(e)) {
        report_hash(&e->report, old->txid);
        report_number(&e->report, (uint64_t)(int64_t)old->vsize);
        report_number(&e->report, (uint64_t)old->fee);
        report_number(&e->report, old->entry_time);
        report_hash(&e->report, new->txid);
        report_number(&e->report, (uint64_t)(int64_t)new->vsize);
        report_number(&e->report, (uint64_t)new->fee);
#ifndef USDT_NO_SEMAPHORES
        report_number(&e->report, by_transaction);
#endif
        report_end(&e->report);
    }
}

ONE_SITE void fire_rejected(struct emitter *e, const uint8_t txid[32], const char *reason)
{
    if (!BEGIN(e, mempool, rejected))
        return;
    PROBE2(mempool, rejected, txid, reason);
    if (RECORDED(e)) {
        report_hash(&e->report, txid);
        report_text(&e->report, reason);
        report_end(&e->report);
    }
}
