// Peers: their addresses in Core's notation and what was agreed with them.
#ifndef DEMO_PEER_H
#define DEMO_PEER_H

#include "buffer.h"
#include "prng.h"

#include <stdbool.h>
#include <stdint.h>

enum network { NETWORK_NONE, NETWORK_IPV4, NETWORK_IPV6, NETWORK_ONION, NETWORK_I2P, NETWORK_CJDNS };

enum { ADDRESS_SIZE = 128 };

struct peer {
    int64_t id;
    char address[ADDRESS_SIZE]; // with port
    const char *connection;     // Core's connection type
    uint32_t network;
    int64_t established; // epoch seconds
    uint64_t ping_nonce;
    bool inbound;
    bool pinned; // never closed: another thread uses it
};

// A random address in that network. IPv4 and IPv6 come from the ranges reserved for documentation,
// so that no one's real address is shown.
void peer_address(struct prng *rng, uint32_t network, char out[ADDRESS_SIZE]);

// One entry of an addrv2 message without time and services: network id, address, port.
void put_addrv2_address(struct buffer *b, struct prng *rng, uint32_t network);
// 16-byte address and port, IPv4 mapped.
void put_legacy_address(struct buffer *b, struct prng *rng);

#endif
