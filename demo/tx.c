#include "tx.h"

#include "hash.h"

// What the transaction is put together from: version | inputs | outputs | witness | locktime.
struct parts {
    struct buffer body; // inputs and outputs with their counts
    struct buffer witness;
    uint32_t version, locktime;
};

static void put_random(struct buffer *b, struct prng *rng, size_t length)
{
    prng_fill(rng, buffer_reserve(b, length), length);
    b->length += length;
}

// A script of exactly `length` bytes: OP_RETURN or OP_1 and bytes that mean nothing.
static void put_script(struct buffer *b, struct prng *rng, uint8_t opcode, size_t length)
{
    put_size(b, length);
    if (length == 0)
        return;
    put_u8(b, opcode);
    put_random(b, rng, length - 1);
}

static void put_output(struct buffer *b, struct prng *rng, int64_t value, unsigned kind)
{
    put_u64(b, (uint64_t)value);
    switch (kind) {
    case 0: // P2PKH
        put_bytes(b, "\x19\x76\xa9\x14", 4);
        put_random(b, rng, 20);
        put_bytes(b, "\x88\xac", 2);
        break;
    case 1: // P2WPKH
        put_bytes(b, "\x16\x00\x14", 3);
        put_random(b, rng, 20);
        break;
    default: // P2TR
        put_bytes(b, "\x22\x51\x20", 3);
        put_random(b, rng, 32);
        break;
    }
}

static void put_signature(struct buffer *b, struct prng *rng)
{
    uint32_t length = prng_between(rng, 70, 72);
    put_u8(b, (uint8_t)length);
    put_u8(b, 0x30);
    put_u8(b, (uint8_t)(length - 3));
    put_random(b, rng, length - 3);
    put_u8(b, 1);
}

static void put_public_key(struct buffer *b, struct prng *rng)
{
    put_u8(b, 33);
    put_u8(b, (uint8_t)prng_between(rng, 2, 3));
    put_random(b, rng, 32);
}

// Serializes, hashes, and sets the sizes.
static void assemble(struct tx *t, struct parts *p)
{
    struct buffer *raw = &t->raw;
    raw->length = 0;
    put_u32(raw, p->version);
    if (t->witness)
        put_bytes(raw, "\x00\x01", 2);
    put_bytes(raw, p->body.data, p->body.length);
    if (t->witness)
        put_bytes(raw, p->witness.data, p->witness.length);
    put_u32(raw, p->locktime);
    t->stripped = (uint32_t)(8 + p->body.length);
    t->vsize = (int32_t)((3 * (uint64_t)t->stripped + raw->length + 3) / 4);
    sha256d(raw->data, raw->length, t->wtxid);
    if (t->witness) {
        struct sha256 s;
        sha256_start(&s);
        sha256_add(&s, raw->data, 4);
        sha256_add(&s, p->body.data, p->body.length);
        sha256_add(&s, raw->data + raw->length - 4, 4);
        sha256d_end(&s, t->txid);
    } else {
        memcpy(t->txid, t->wtxid, 32);
    }
    buffer_free(&p->body);
    buffer_free(&p->witness);
}

// Splits `room` bytes into a script of that content length, its CompactSize and `extra` bytes that
// go elsewhere: not every size can be reached by a CompactSize and its content alone.
static uint32_t script_length(uint32_t room, uint32_t *extra)
{
    for (*extra = 0;; ++*extra) {
        uint32_t left = room - *extra;
        for (uint32_t prefix = 1; prefix <= 5 && prefix <= left; prefix += 2)
            if (size_of_size(left - prefix) == prefix)
                return left - prefix;
    }
}

// One input, and one output script that takes what is needed to reach the size.
static void build_exact(struct tx *t, struct prng *rng, uint32_t exact)
{
    struct parts p = {.version = 2};
    bool large = exact >= 250;
    t->witness = large && prng_percent(rng, 60);
    t->inputs = 1;
    // A witness costs its marker, flag, one count, one length and 64 bytes.
    uint32_t fixed = TX_SMALLEST - 1 + (large ? 8 + 23 : 0) + (t->witness ? 2 + 1 + 1 + 64 : 0);
    uint32_t extra, length = script_length(exact - fixed, &extra);
    put_size(&p.body, 1);
    put_bytes(&p.body, t->in[0].txid, 32);
    put_u32(&p.body, t->in[0].index);
    put_size(&p.body, extra);
    put_random(&p.body, rng, extra);
    put_u32(&p.body, 0xfffffffd);
    put_size(&p.body, large ? 2 : 1);
    t->outputs = 0;
    if (large) {
        put_output(&p.body, rng, t->in[0].value - t->fee, 1);
        t->out[t->outputs++] = t->in[0].value - t->fee;
    }
    put_u64(&p.body, large ? 0 : (uint64_t)(t->in[0].value - t->fee));
    put_script(&p.body, rng, large ? 0x6a : 0x51, length);
    t->out[t->outputs++] = large ? -1 : t->in[0].value - t->fee;
    if (t->witness) {
        put_bytes(&p.witness, "\x01\x40", 2);
        put_random(&p.witness, rng, 64);
    }
    t->sigops = t->witness;
    assemble(t, &p);
}

void tx_build(struct tx *t, struct prng *rng, uint32_t exact)
{
    if (exact > 0) {
        build_exact(t, rng, exact);
        return;
    }
    struct parts p = {.version = prng_percent(rng, 90) ? 2 : 1};
    t->witness = prng_percent(rng, 75);
    t->sigops = 0;
    int64_t left = -t->fee;
    put_size(&p.body, t->inputs);
    for (unsigned i = 0; i < t->inputs; i++) {
        left += t->in[i].value;
        put_bytes(&p.body, t->in[i].txid, 32);
        put_u32(&p.body, t->in[i].index);
        // With a witness the first input always has one; further inputs may mix.
        bool segwit = t->witness && (i == 0 || prng_percent(rng, 80));
        struct buffer *where = segwit ? &p.witness : &p.body;
        size_t before = where->length;
        put_u8(where, segwit ? 2 : 0);
        put_signature(where, rng);
        put_public_key(where, rng);
        if (segwit) {
            put_u8(&p.body, 0);
            t->sigops += 1;
        } else {
            where->data[before] = (uint8_t)(where->length - before - 1);
            put_u8(&p.witness, 0);
        }
        put_u32(&p.body, prng_percent(rng, 80) ? 0xfffffffd : 0xffffffff);
    }
    t->outputs = prng_between(rng, 1, 3);
    bool data = prng_percent(rng, 8);
    put_size(&p.body, t->outputs + data);
    for (unsigned i = 0; i < t->outputs; i++) {
        int64_t value = i + 1 == t->outputs ? left : left / 4 + prng_below(rng, 1000);
        left -= value;
        t->out[i] = value;
        unsigned kind = prng_below(rng, 3);
        t->sigops += kind == 0 ? 4 : 0;
        put_output(&p.body, rng, value, kind);
    }
    if (data) {
        put_u64(&p.body, 0);
        put_script(&p.body, rng, 0x6a, prng_between(rng, 10, 82));
        t->out[t->outputs++] = -1;
    }
    if (prng_percent(rng, 20))
        p.locktime = t->in[0].height;
    assemble(t, &p);
}

enum { COINBASE_SCRIPT = 8, COMMITMENT_OUTPUT = 8 + 1 + 38, COINBASE_WITNESS = 2 + 1 + 1 + 32 };

uint32_t tx_coinbase_smallest(bool commitment)
{
    uint32_t size = 4 + 1 + 36 + 1 + COINBASE_SCRIPT + 4 + 1 + 8 + 1 + 1 + 4;
    return size + (commitment ? COMMITMENT_OUTPUT + COINBASE_WITNESS : 0);
}

void tx_build_coinbase(struct tx *t, struct prng *rng, uint32_t height, int64_t reward,
                       const uint8_t *commitment, uint32_t exact)
{
    struct parts p = {.version = 2};
    uint32_t smallest = tx_coinbase_smallest(commitment != NULL);
    uint32_t extra = 0, length = 22;
    if (exact > 0)
        // The smallest holds a one-byte script and its one-byte length.
        length = script_length(exact - smallest + 2, &extra);
    t->witness = commitment != NULL;
    t->inputs = 0;
    t->fee = 0;
    t->sigops = 0;
    put_size(&p.body, 1);
    put_zeros(&p.body, 32);
    put_u32(&p.body, 0xffffffff);
    put_size(&p.body, COINBASE_SCRIPT + extra);
    put_u8(&p.body, 3); // BIP34: the height in three bytes
    put_u8(&p.body, (uint8_t)height);
    put_u8(&p.body, (uint8_t)(height >> 8));
    put_u8(&p.body, (uint8_t)(height >> 16));
    put_bytes(&p.body, "demo", 4);
    put_random(&p.body, rng, extra);
    put_u32(&p.body, 0xffffffff);
    put_size(&p.body, commitment != NULL ? 2 : 1);
    put_u64(&p.body, (uint64_t)reward);
    if (length == 22) {
        put_bytes(&p.body, "\x16\x00\x14", 3);
        put_random(&p.body, rng, 20);
    } else {
        put_script(&p.body, rng, 0x51, length);
    }
    t->out[0] = reward;
    t->outputs = 1;
    if (commitment != NULL) {
        put_u64(&p.body, 0);
        put_bytes(&p.body, "\x26\x6a\x24\xaa\x21\xa9\xed", 7);
        put_bytes(&p.body, commitment, 32);
        t->out[t->outputs++] = -1;
        put_bytes(&p.witness, "\x01\x20", 2);
        put_zeros(&p.witness, 32);
    }
    assemble(t, &p);
}
