// Peers come, shake hands and go.
#include "node.h"

#include <stdio.h>
#include <stdlib.h>

// Core names the mode of private broadcast since v31 only.
#ifdef USDT_NO_SEMAPHORES
#define PRIVATE_BROADCAST "addr-fetch"
#else
#define PRIVATE_BROADCAST "private-broadcast"
#endif

static const char host_name[] =
    "a-node-that-was-added-by-its-long-host-name.monitoring.department.demo.example.org:18333";

static uint64_t count_peers(const struct node *n, bool in)
{
    uint64_t count = 0;
    for (uint32_t i = 0; i < n->peer_count; i++)
        count += n->peers[i].inbound == in;
    return count;
}

struct peer *any_peer(struct node *n)
{
    return &n->peers[prng_below(&n->rng, n->peer_count)];
}

static struct peer *open_peer(struct node *n, const char *connection)
{
    static const uint8_t mix[16] = {1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 4, 5};
    struct peer *p = &n->peers[n->peer_count++];
    *p = (struct peer){.id = n->next_peer_id++, .connection = connection};
    p->inbound = strcmp(connection, "inbound") == 0;
    p->network = mix[prng_below(&n->rng, 16)];
    p->established = node_time(n);
    p->ping_nonce = prng_next(&n->rng);
    if (strcmp(connection, "manual") == 0 && prng_percent(&n->rng, 50)) {
        p->network = prng_percent(&n->rng, 50) ? NETWORK_NONE : NETWORK_IPV4;
        if (p->network == NETWORK_NONE)
            peer_address(&n->rng, NETWORK_NONE, p->address);
        else
            memcpy(p->address, host_name, sizeof host_name);
    } else if (p->inbound && p->network == NETWORK_ONION) {
        peer_address(&n->rng, NETWORK_NONE, p->address); // by way of the local Tor daemon
    } else {
        peer_address(&n->rng, p->network, p->address);
    }
    uint64_t count = count_peers(n, p->inbound);
    if (p->inbound)
        fire_inbound_connection(&n->e, p, count);
    else
        fire_outbound_connection(&n->e, p, count);
    return p;
}

static void close_peer(struct node *n, struct peer *p)
{
    fire_closed(&n->e, p);
    *p = n->peers[--n->peer_count];
}

static void shake_hands(struct node *n, const struct peer *p)
{
    bool theirs_first = p->inbound;
    bool blocks_only = strcmp(p->connection, "block-relay-only") == 0;
    message_version(n, p, theirs_first);
    message_version(n, p, !theirs_first);
    for (int turn = 0; turn < 2; turn++) {
        bool in = (turn == 0) != theirs_first;
        message_empty(n, p, in, "wtxidrelay");
        message_empty(n, p, in, "sendaddrv2");
        if (prng_percent(&n->rng, 15))
            message_sendtxrcncl(n, p, in);
#ifndef USDT_NO_SEMAPHORES
        if (in && prng_percent(&n->rng, 10))
            message_feature(n, p, prng_percent(&n->rng, 50) ? "demo" : "org.example.feature\xff/1");
#endif
        message_empty(n, p, in, "verack");
    }
    if (!p->inbound)
        message_locator(n, p, false, "getheaders");
    message_empty(n, p, prng_percent(&n->rng, 50), "sendheaders");
    message_sendcmpct(n, p, false, !p->inbound);
    message_sendcmpct(n, p, true, false);
    message_nonce(n, p, false, "ping", p->ping_nonce);
    if (!blocks_only) {
        message_empty(n, p, p->inbound, "getaddr");
        message_feefilter(n, p, false);
        message_feefilter(n, p, true);
    }
    message_nonce(n, p, true, "pong", p->ping_nonce);
}

// Connections that end right after what they are for.
static void visit_feeler(struct node *n)
{
    struct peer *p = open_peer(n, "feeler");
    message_version(n, p, false);
    message_version(n, p, true);
    message_empty(n, p, false, "verack");
    close_peer(n, p);
}

static void visit_address_fetch(struct node *n)
{
    struct peer *p = open_peer(n, "addr-fetch");
    shake_hands(n, p);
    message_addresses_v2(n, p, true, prng_between(&n->rng, 50, 1000));
    close_peer(n, p);
}

static void visit_private_broadcast(struct node *n)
{
    struct peer *p = open_peer(n, PRIVATE_BROADCAST);
    int i = mempool_pick(n);
    message_version(n, p, false);
    message_version(n, p, true);
    message_empty(n, p, true, "verack");
    message_empty(n, p, false, "verack");
    if (i >= 0) {
        const struct tx *t = n->mempool[i];
        message_inventory(n, p, false, "inv", 1, t->txid, 0);
        message_inventory(n, p, true, "getdata", 0x40000001, t->txid, 0);
        fire_outbound_message(&n->e, p, "tx", t->raw.data, t->raw.length);
        message_nonce(n, p, false, "ping", p->ping_nonce);
        message_nonce(n, p, true, "pong", p->ping_nonce);
    }
    close_peer(n, p);
}

static void open_lasting(struct node *n)
{
    uint32_t dice = prng_below(&n->rng, 100);
    const char *connection = dice < 50   ? "inbound"
                             : dice < 80 ? "outbound-full-relay"
                             : dice < 92 ? "block-relay-only"
                                         : "manual";
    shake_hands(n, open_peer(n, connection));
}

static void misbehave(struct node *n, struct peer *p)
{
    char text[160];
    switch (prng_below(&n->rng, 5)) {
    case 0:
        message_inventory(n, p, true, "inv", 5, NULL, 50001);
        sprintf(text, "inv message size = %u", 50001u);
        break;
    case 1:
        message_addresses(n, p, true, 1001);
        sprintf(text, "addr message size = %u", 1001u);
        break;
    case 2:
        message_headers(n, p, true, 3);
        sprintf(text, "header with invalid proof of work");
        break;
    case 3:
        // As long as Core's texts get.
        message_headers(n, p, true, 2);
        sprintf(text, "%0128u", 0u);
        memcpy(text, "headers message does not connect to the chain known here, its first hash is ", 76);
        break;
    default:
        put_u8(payload(n), 0);
        inbound(n, p, "filteradd");
        sprintf(text, "bad filteradd message");
        break;
    }
    fire_misbehaving(&n->e, p, text);
    close_peer(n, p);
}

// The last one stays: the dialogues need someone to talk to.
static struct peer *closable_peer(struct node *n)
{
    for (int tries = 0; tries < 8 && n->peer_count > 1; tries++) {
        struct peer *p = any_peer(n);
        if (!p->pinned)
            return p;
    }
    return NULL;
}

void connections_start(struct node *n, uint32_t pinned)
{
    // Room for those that only visit or replace an evicted one.
    n->peers = calloc(n->peer_target + pinned + 2, sizeof *n->peers);
    if (n->peers == NULL) {
        fprintf(stderr, "demo-node: out of memory\n");
        exit(1);
    }
    n->peer_target += pinned;
    for (uint32_t i = 0; i < pinned; i++) {
        struct peer *p = open_peer(n, i % 2 == 0 ? "inbound" : "outbound-full-relay");
        p->pinned = true;
        shake_hands(n, p);
    }
    // One of each is there from the start, whatever the seed.
    static const char *const first[] = {"manual", "block-relay-only", "inbound", "outbound-full-relay"};
    for (uint32_t i = 0; i < 4 && n->peer_count < n->peer_target; i++)
        shake_hands(n, open_peer(n, first[i]));
}

void connections_step(struct node *n)
{
    if (n->peer_count < n->peer_target) {
        open_lasting(n);
        return;
    }
    struct peer *p = closable_peer(n);
    switch (prng_below(&n->rng, 8)) {
    case 0:
        visit_feeler(n);
        break;
    case 1:
        visit_address_fetch(n);
        break;
    case 2:
        visit_private_broadcast(n);
        break;
    case 3:
        if (p != NULL)
            misbehave(n, p);
        break;
    case 4:
        if (p != NULL && p->inbound) {
            fire_evicted(&n->e, p);
            close_peer(n, p);
            shake_hands(n, open_peer(n, "inbound"));
        }
        break;
    default:
        if (p != NULL)
            close_peer(n, p);
        break;
    }
}
