// Fires Bitcoin Core's probes with values at the edges of what they can carry, and a probe that Core
// does not have. Waits for a line on standard input first, so that a test can attach before.
//
//   odd MODE      texts, numbers, unreadable or widths
//
// Built with -DNOT_A_NODE it has only the probe that Core does not have.
#include "usdt.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

// What usdt.h wants for each probe: any number.
enum {
    EVENT_odd_widths,
    EVENT_net_outbound_message,
    EVENT_net_inbound_connection,
    EVENT_net_misbehaving_connection,
    EVENT_validation_block_connected,
    EVENT_utxocache_flush,
    EVENT_utxocache_add,
    EVENT_coin_selection_attempting_aps_create_tx,
    EVENT_coin_selection_normal_create_tx_internal,
    EVENT_mempool_removed,
    EVENT_mempool_replaced,
    EVENT_mempool_rejected,
};

PROBE_SEMAPHORE_DEFINE(odd, widths);

static void __attribute__((noinline)) widths(signed char a, unsigned char b, short c,
                                             unsigned short d, int e, unsigned f, int64_t g,
                                             uint64_t h)
{
    PROBE8(odd, widths, a, b, c, d, e, f, g, h);
}

static void fire_widths(void)
{
    widths(SCHAR_MIN, UCHAR_MAX, SHRT_MIN, USHRT_MAX, INT_MIN, UINT_MAX, INT64_MIN, UINT64_MAX);
    widths(-1, 1, -2, 2, -3, 3, -4, 4);
    widths(SCHAR_MAX, 0, SHRT_MAX, 0, INT_MAX, 0, INT64_MAX, 0);
}

#ifdef NOT_A_NODE
static int fire(const char *mode)
{
    (void)mode;
    fire_widths();
    return 0;
}
#else
PROBE_SEMAPHORE_DEFINE(net, outbound_message);
PROBE_SEMAPHORE_DEFINE(net, inbound_connection);
PROBE_SEMAPHORE_DEFINE(net, misbehaving_connection);
PROBE_SEMAPHORE_DEFINE(validation, block_connected);
PROBE_SEMAPHORE_DEFINE(utxocache, flush);
PROBE_SEMAPHORE_DEFINE(utxocache, add);
PROBE_SEMAPHORE_DEFINE(coin_selection, attempting_aps_create_tx);
PROBE_SEMAPHORE_DEFINE(coin_selection, normal_create_tx_internal);
PROBE_SEMAPHORE_DEFINE(mempool, removed);
PROBE_SEMAPHORE_DEFINE(mempool, replaced);
PROBE_SEMAPHORE_DEFINE(mempool, rejected);

static const char hash[32] = "0123456789abcdef0123456789abcdef";

#define ONE_SITE static void __attribute__((noinline, noclone))

ONE_SITE message(int64_t peer, const char *address, const char *connection, const char *type,
                 uint64_t size, const void *bytes)
{
    PROBE6(net, outbound_message, peer, address, connection, type, size, bytes);
}

ONE_SITE connection(int64_t peer, const char *address, const char *kind, uint32_t network,
                    uint64_t count)
{
    PROBE5(net, inbound_connection, peer, address, kind, network, count);
}

ONE_SITE misbehaving(int64_t peer, const char *text)
{
    PROBE2(net, misbehaving_connection, peer, text);
}

ONE_SITE block(int32_t height, uint64_t transactions, int32_t inputs, int64_t sigops, int64_t time)
{
    PROBE6(validation, block_connected, &hash[0], height, transactions, inputs, sigops, time);
}

ONE_SITE flush(int64_t time, uint32_t mode, uint64_t coins, uint64_t memory, bool prune)
{
    PROBE5(utxocache, flush, time, mode, coins, memory, prune);
}

ONE_SITE coin(uint32_t index, uint32_t height, int64_t value, bool coinbase)
{
    PROBE5(utxocache, add, &hash[0], index, height, value, coinbase);
}

ONE_SITE wallet(const char *name)
{
    PROBE1(coin_selection, attempting_aps_create_tx, name);
}

ONE_SITE create(const char *name, bool success, int64_t fee, int32_t change)
{
    PROBE4(coin_selection, normal_create_tx_internal, name, success, fee, change);
}

ONE_SITE removed(const char *reason, int32_t vsize, int64_t fee, uint64_t entry)
{
    PROBE5(mempool, removed, &hash[0], reason, vsize, fee, entry);
}

ONE_SITE replaced(int32_t vsize, int64_t fee, uint64_t entry, int32_t vsize2, int64_t fee2, bool tx)
{
    PROBE8(mempool, replaced, &hash[0], vsize, fee, entry, &hash[0], vsize2, fee2, tx);
}

ONE_SITE rejected(const char *reason)
{
    PROBE2(mempool, rejected, &hash[0], reason);
}

// The last letters tell a text that was cut from a whole one.
static const char *text(size_t length)
{
    static char buffer[1024];
    memset(buffer, 'a', length);
    buffer[length] = '\0';
    if (length >= 4)
        memcpy(buffer + length - 4, ":end", 4);
    return buffer;
}

static void fire_texts(void)
{
    static const size_t lengths[] = {0, 1, 62, 68, 69, 78, 79, 80, 81, 128, 254, 255, 256, 300};
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        size_t n = lengths[i];
        message((int64_t)n, text(n), "outbound-full-relay", "ping", 3, "abc");
        connection((int64_t)n, text(n), "private-broadcast", 3, 1);
        misbehaving((int64_t)n, text(n));
        rejected(text(n));
        wallet(text(n));
    }
    static const char *const types[] = {"", "x", "sendtxrcncl1", "\x7f\x20\xff quote\"", "exactly12chr"};
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        message((int64_t)i, "192.0.2.1:8333", "addr-fetch", types[i], 0, "");
    static const char *const connections[] = {"inbound", "manual", "feeler", "outbound-full-relay",
                                              "block-relay-only", "addr-fetch", "private-broadcast"};
    for (size_t i = 0; i < sizeof connections / sizeof connections[0]; i++)
        message((int64_t)i, "", connections[i], "verack", 0, "");
    static const char *const reasons[] = {"expiry", "sizelimit", "reorg", "block", "conflict",
                                          "replaced"};
    for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++)
        removed(reasons[i], 1, 1, 1);
    removed(text(30), 1, 1, 1);
    removed(text(40), 1, 1, 1);
}

static void fire_numbers(void)
{
    message(INT64_MIN, "a", "b", "c", 1, "d");
    message(INT64_MAX, "a", "b", "c", 1, "d");
    message(-1, "a", "b", "c", 1, "d");
    connection(-1, "a", "b", UINT32_MAX, UINT64_MAX);
    for (uint32_t network = 0; network < 8; network++)
        connection(0, "a", "b", network, 0);
    block(INT32_MIN, UINT64_MAX, -1, INT64_MIN, INT64_MAX);
    block(INT32_MAX, 0, INT32_MAX, -1, 0);
    for (uint32_t mode = 0; mode < 6; mode++)
        flush(-1, mode, UINT64_MAX, 0, mode % 2 == 1);
    coin(UINT32_MAX, UINT32_MAX, INT64_MIN, true);
    coin(0, 0, -1, false);
    create("w", true, -1, -1);
    create("w", false, INT64_MIN, INT32_MAX);
    create("w", true, INT64_MAX, 0);
    removed("block", -1, -2, UINT64_MAX);
    replaced(-1, -2, UINT64_MAX, INT32_MIN, INT64_MIN, false);
    replaced(1, 2, 3, INT32_MAX, INT64_MAX, true);
}

// A payload whose third page cannot be read, and pointers that lead nowhere.
static int fire_unreadable(void)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    char *pages = mmap(NULL, 4 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED)
        return 1;
    memset(pages, 'p', 4 * page);
    if (mprotect(pages + 2 * page, 2 * page, PROT_NONE) != 0)
        return 1;
    message(1, "a", "b", "whole", 2 * page, pages);
    message(2, "a", "b", "part", 3 * page, pages);
    message(3, "a", "b", "none", 100, pages + 2 * page);
    message(4, pages + 2 * page, "b", "address", 1, "x");
    message(5, "a", pages + 2 * page, "connection", 1, "x");
    message(6, "a", "b", pages + 2 * page, 1, "x");
    rejected(pages + 2 * page);
    rejected("readable");
    wallet(pages + 2 * page);
    message(7, "a", "b", "last", 1, "x");
    return 0;
}

static int fire(const char *mode)
{
    if (strcmp(mode, "texts") == 0)
        fire_texts();
    else if (strcmp(mode, "numbers") == 0)
        fire_numbers();
    else if (strcmp(mode, "unreadable") == 0)
        return fire_unreadable();
    else
        fire_widths();
    return 0;
}
#endif

int main(int argc, char **argv)
{
    char line[16];
    if (argc != 2 || fgets(line, sizeof line, stdin) == NULL)
        return 2;
    return fire(argv[1]);
}
