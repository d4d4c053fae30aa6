#include "peer.h"
#include "probe_support.h"

static void record_message(struct emitter *e, const struct peer *p, const char *type,
                           const uint8_t *payload, uint64_t size)
{
    report_number(&e->report, (uint64_t)p->id);
    report_text(&e->report, p->address);
    report_text(&e->report, p->connection);
    report_text(&e->report, type);
    report_number(&e->report, size);
    report_payload(&e->report, payload, size);
    report_end(&e->report);
}

ONE_SITE void fire_inbound_message(struct emitter *e, const struct peer *p, const char *type,
                                   const uint8_t *payload, uint64_t size)
{
    if (!BEGIN(e, net, inbound_message))
        return;
    e->payload_bytes += size;
    PROBE6(net, inbound_message, p->id, &p->address[0], p->connection, type, size, payload);
    if (RECORDED(e))
        record_message(e, p, type, payload, size);
}

ONE_SITE void fire_outbound_message(struct emitter *e, const struct peer *p, const char *type,
                                    const uint8_t *payload, uint64_t size)
{
    if (!BEGIN(e, net, outbound_message))
        return;
    e->payload_bytes += size;
    PROBE6(net, outbound_message, p->id, &p->address[0], p->connection, type, size, payload);
    if (RECORDED(e))
        record_message(e, p, type, payload, size);
}

void fire_message(struct emitter *e, const struct peer *p, bool inbound, const char *type,
                  const uint8_t *payload, uint64_t size)
{
    if (inbound)
        fire_inbound_message(e, p, type, payload, size);
    else
        fire_outbound_message(e, p, type, payload, size);
}

#ifdef USDT_NO_SEMAPHORES
void fire_inbound_connection(struct emitter *e, const struct peer *p, uint64_t connections)
{
    (void)e, (void)p, (void)connections;
}
void fire_outbound_connection(struct emitter *e, const struct peer *p, uint64_t connections)
{
    (void)e, (void)p, (void)connections;
}
void fire_evicted(struct emitter *e, const struct peer *p)
{
    (void)e, (void)p;
}
void fire_closed(struct emitter *e, const struct peer *p)
{
    (void)e, (void)p;
}
void fire_misbehaving(struct emitter *e, const struct peer *p, const char *text)
{
    (void)e, (void)p, (void)text;
}
#else
static void record_connection(struct emitter *e, const struct peer *p, uint64_t last)
{
    report_number(&e->report, (uint64_t)p->id);
    report_text(&e->report, p->address);
    report_text(&e->report, p->connection);
    report_number(&e->report, p->network);
    report_number(&e->report, last);
    report_end(&e->report);
}

ONE_SITE void fire_inbound_connection(struct emitter *e, const struct peer *p, uint64_t connections)
{
    if (!BEGIN(e, net, inbound_connection))
        return;
    PROBE5(net, inbound_connection, p->id, &p->address[0], p->connection, p->network, connections);
    if (RECORDED(e))
        record_connection(e, p, connections);
}

ONE_SITE void fire_outbound_connection(struct emitter *e, const struct peer *p,
                                       uint64_t connections)
{
    if (!BEGIN(e, net, outbound_connection))
        return;
    PROBE5(net, outbound_connection, p->id, &p->address[0], p->connection, p->network, connections);
    if (RECORDED(e))
        record_connection(e, p, connections);
}

ONE_SITE void fire_evicted(struct emitter *e, const struct peer *p)
{
    if (!BEGIN(e, net, evicted_inbound_connection))
        return;
    PROBE5(net, evicted_inbound_connection, p->id, &p->address[0], p->connection, p->network,
           p->established);
    if (RECORDED(e))
        record_connection(e, p, (uint64_t)p->established);
}

ONE_SITE void fire_closed(struct emitter *e, const struct peer *p)
{
    if (!BEGIN(e, net, closed_connection))
        return;
    PROBE5(net, closed_connection, p->id, &p->address[0], p->connection, p->network,
           p->established);
    if (RECORDED(e))
        record_connection(e, p, (uint64_t)p->established);
}

ONE_SITE void fire_misbehaving(struct emitter *e, const struct peer *p, const char *text)
{
    if (!BEGIN(e, net, misbehaving_connection))
        return;
    PROBE2(net, misbehaving_connection, p->id, text);
    if (RECORDED(e)) {
        report_number(&e->report, (uint64_t)p->id);
        report_text(&e->report, text);
        report_end(&e->report);
    }
}
#endif
