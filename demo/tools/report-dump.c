// Prints a report of the demo node as text: a line per probe hit, without its time (--time shows
// it). For the self-test and for people; programs read the file itself (format: README.md).
#include "../events.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// i: signed number, u: unsigned number, s: text, h: hash, p: payload.
static const char *const layouts[EVENTS] = {
    [EVENT_net_inbound_message] = "isssup",
    [EVENT_net_outbound_message] = "isssup",
    [EVENT_net_inbound_connection] = "issuu",
    [EVENT_net_outbound_connection] = "issuu",
    [EVENT_net_evicted_inbound_connection] = "issui",
    [EVENT_net_closed_connection] = "issui",
    [EVENT_net_misbehaving_connection] = "is",
    [EVENT_validation_block_connected] = "hiuiii",
    [EVENT_utxocache_flush] = "iuuuu",
    [EVENT_utxocache_add] = "huuiu",
    [EVENT_utxocache_spent] = "huuiu",
    [EVENT_utxocache_uncache] = "huuiu",
    [EVENT_coin_selection_selected_coins] = "ssiii",
    [EVENT_coin_selection_normal_create_tx_internal] = "suii",
    [EVENT_coin_selection_attempting_aps_create_tx] = "s",
    [EVENT_coin_selection_aps_create_tx_internal] = "suuii",
    [EVENT_mempool_added] = "hii",
    [EVENT_mempool_removed] = "hsiiu",
    [EVENT_mempool_replaced] = "hiiuhiiu",
    [EVENT_mempool_rejected] = "hs",
};

struct record {
    const uint8_t *at, *end;
};

static void __attribute__((noreturn)) damaged(const char *what)
{
    fprintf(stderr, "report-dump: %s\n", what);
    exit(1);
}

static const uint8_t *take(struct record *r, uint64_t length)
{
    if ((uint64_t)(r->end - r->at) < length)
        damaged("a record is shorter than its fields");
    const uint8_t *at = r->at;
    r->at += length;
    return at;
}

static uint64_t number(struct record *r, unsigned bytes)
{
    const uint8_t *at = take(r, bytes);
    uint64_t value = 0;
    for (unsigned i = bytes; i-- > 0;)
        value = value << 8 | at[i];
    return value;
}

static void print_hex(const uint8_t *data, uint64_t length)
{
    for (uint64_t i = 0; i < length; i++)
        printf("%02x", data[i]);
}

static void print_text(const uint8_t *data, uint64_t length)
{
    putchar('"');
    for (uint64_t i = 0; i < length; i++) {
        if (data[i] < 0x20 || data[i] > 0x7e || data[i] == '"' || data[i] == '\\')
            printf("\\x%02x", data[i]);
        else
            putchar(data[i]);
    }
    putchar('"');
}

static void print_payload(struct record *r, bool whole)
{
    uint64_t length = number(r, 8);
    const uint8_t *bytes = take(r, whole ? length : 32);
    printf("%s:", whole ? "bytes" : "sha256");
    print_hex(bytes, whole ? length : 32);
}

static void print_record(struct record *r, uint8_t event, bool whole)
{
    for (const char *kind = layouts[event]; *kind != '\0' && r->at < r->end; kind++) {
        putchar(' ');
        uint64_t length;
        switch (*kind) {
        case 'i': printf("%" PRId64, (int64_t)number(r, 8)); break;
        case 'u': printf("%" PRIu64, number(r, 8)); break;
        case 'h': print_hex(take(r, 32), 32); break;
        case 'p': print_payload(r, whole); break;
        default:
            length = number(r, 4);
            print_text(take(r, length), length);
            break;
        }
    }
    if (r->at != r->end)
        damaged("a record is longer than its fields");
    putchar('\n');
}

int main(int argc, char **argv)
{
    bool time = argc == 3 && strcmp(argv[1], "--time") == 0;
    if (argc != 2 + time) {
        fprintf(stderr, "Usage: report-dump [--time] FILE\n");
        return 2;
    }
    FILE *file = fopen(argv[argc - 1], "rb");
    uint8_t head[32];
    if (file == NULL || fread(head, 1, sizeof head, file) != sizeof head ||
        memcmp(head, "VDEMOREP", 8) != 0 || head[8] != 1)
        damaged("no report of version 1");
    uint8_t *buffer = NULL, prefix[4];
    uint64_t records = 0;
    while (fread(prefix, 1, 4, file) == 4) {
        struct record r = {prefix, prefix + 4};
        uint64_t length = number(&r, 4);
        buffer = realloc(buffer, length + 1);
        if (buffer == NULL || fread(buffer, 1, length, file) != length)
            damaged("the last record is cut");
        r = (struct record){buffer, buffer + length};
        uint64_t nanoseconds = number(&r, 8);
        uint8_t event = (uint8_t)number(&r, 1), thread = (uint8_t)number(&r, 1);
        if (event == 0xff) {
            if (number(&r, 8) != records)
                damaged("the trailer counts another number of records");
            free(buffer);
            fclose(file);
            return 0;
        }
        if (event >= EVENTS)
            damaged("unknown event");
        if (time)
            printf("%" PRIu64 " ", nanoseconds);
        printf("%u %s", thread, event_names[event]);
        print_record(&r, event, head[12] & 1);
        records++;
    }
    damaged("no trailer: the demo node did not end by itself");
}
