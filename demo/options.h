// The command line.
#ifndef DEMO_OPTIONS_H
#define DEMO_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

enum { PAYLOAD_LIMIT = 4000000, PEERS_LIMIT = 1000, THREADS_LIMIT = 16 };

struct options {
    double rate;             // events per second; 0: as fast as possible
    uint64_t count;          // probe hits after which to stop; UINT64_MAX: never
    uint64_t seed;
    int64_t epoch;           // seconds: the node's clock at start
    uint32_t payload;        // size of tx and block messages in bytes; 0: as they come
    uint32_t payload_share;  // percent of the tx and block messages that get this size
    int only;                // event index, or -1
    const char *report;      // path, or NULL
    bool report_payloads;
    bool leash;
    bool stay;
    bool wait;
    int wait_event;          // event index, or -1: each
    double wait_timeout;     // seconds
    uint64_t burst;          // events per second in one go; 0: evenly
    bool on_request;         // a burst for each line on standard input, not each second
    uint32_t peers;
    uint32_t threads;
    bool measure;
    bool unconditional;
};

// Exits with 0 after --help or --version, with 2 on bad usage.
void options_parse(struct options *o, int argc, char **argv);

#endif
