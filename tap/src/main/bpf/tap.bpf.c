// SPDX-License-Identifier: GPL-2.0 OR Apache-2.0
//
// What runs in the kernel at each probe hit: take the arguments that the generated prologue has
// fetched, follow the pointers among them, and put one record into the ring buffer.
//
// Rules that keep this one object loadable from Linux 5.8 on, on any little-endian CPU: no BTF, no
// CO-RE, no loops (fixed ones are unrolled), no global data, no function outside its own section.
// Each function in a section "b/<name>" is the body of a program. Java puts a prologue in front of it
// that fills `a` from the registers and memory of the traced thread, made from the probe's note, and
// runs into the body; `a` lies on the stack below what the body uses of it:
//
//   a[0]       kind | number of arguments in the note << 16 | attachment << 24
//   a[1]       bit n set: argument n could not be read (it is 0 then)
//   a[2 + n]   argument n, extended to 64 bit
//
// Record layout, read by vedette.tap.EventView; all numbers little-endian:
//
//    0 u64 time     CLOCK_MONOTONIC, ns
//    8 u64 lost     records lost for want of room before this one, over all kinds
//   16 u32 process  thread group id as the reader's pid namespace numbers it, 0 if it is not in it
//   20 u16 kind     which probe
//   22 u16 flags    see below
//   24 u16 faults   bit n: argument n, or what it points to, could not be read
//   26 u8  args     number of arguments in the note
//   27 u8  attachment  which binary
//   28 u32 length   bytes of this record that mean something
//   32              message:  see struct message; every other: u64 args[N] | hashes | texts

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef long long s64;

#define BODY(name) __attribute__((section("b/" #name), used)) int name
#define INLINE static inline __attribute__((always_inline))

// Helpers by number (include/uapi/linux/bpf.h).
static void *(*map_lookup)(const void *map, const void *key) = (void *)1;
static long (*map_update)(void *map, const void *key, const void *value, u64 flags) = (void *)2;
static u64 (*ktime_ns)(void) = (void *)5;
static u64 (*pid_tgid)(void) = (void *)14;
static long (*namespaced_pid_tgid)(u64 device, u64 inode, void *to, u32 size) = (void *)120;
static long (*read_user)(void *to, u32 size, const void *from) = (void *)112;
static long (*read_user_text)(void *to, u32 size, const void *from) = (void *)114;
static void *(*ring_reserve)(void *ring, u64 size, u64 flags) = (void *)131;
static void (*ring_submit)(void *record, u64 flags) = (void *)132;
static u64 (*ring_query)(void *ring, u64 what) = (void *)134;
static long (*dynptr_reserve)(void *ring, u32 size, u64 flags, void *dynptr) = (void *)198;
static void (*dynptr_submit)(void *dynptr, u64 flags) = (void *)199;
static void (*dynptr_discard)(void *dynptr, u64 flags) = (void *)200;
static void *(*dynptr_data)(void *dynptr, u32 offset, u32 size) = (void *)203;

// Maps, by name: Java creates them and patches their descriptors in.
int ring __attribute__((section("maps")));
int control __attribute__((section("maps")));
int counters __attribute__((section("maps")));
int processes __attribute__((section("maps")));
int types __attribute__((section("maps")));
int peers __attribute__((section("maps")));
int connections __attribute__((section("maps")));
int known __attribute__((section("maps")));

// Mapped into Java, which writes everything but `lost`.
struct control {
  u64 max_payload;       // bytes of a message's payload to take, 0: none
  u64 wake_bytes;        // wake the reader when this much waits, 0: the kernel decides
  u32 process_filter;    // 1: only thread groups listed in `processes`
  u32 type_filter;       // 1: only what the map lists, 2: all but that
  u32 peer_filter;
  u32 connection_filter;
  u64 lost;              // running count of lost records
  u64 pid_device;        // the reader's pid namespace, 0 if that is the machine's own
  u64 pid_inode;
  u32 era;               // another one whenever a process has ended: its number may come back
};

// One for each kind, mapped into Java.
struct counter {
  u64 lost;      // no room for the record
  u64 payloads;  // no room for the payload, the rest was delivered
  u64 faults;    // memory of the node could not be read
  u64 cut;       // payload or text longer than the bound
  u64 filtered;  // not selected
  u64 unused[3];
};

struct head {
  u64 time;
  u64 lost;
  u32 process;
  u16 kind;
  u16 flags;
  u16 faults;
  u16 args;  // and attachment
  u32 length;
};

enum flag {
  PAYLOAD_FAULT = 1,      // the node's memory ended before the payload did
  PAYLOAD_LOST = 2,       // no room in the ring
  PAYLOAD_CUT = 4,        // longer than max_payload
  PAYLOAD_NOT_TAKEN = 8,  // max_payload is 0
  TEXT_CUT = 16,          // a text filled its buffer
  LONG_ADDRESS = 32,      // the whole address stands behind the payload
};

enum {
  ADDRESS = 80,        // Tor v3 takes 69 with its NUL; peers added by name may be longer
  LONG_ADDRESS_MAX = 256,
  CONNECTION = 24,     // outbound-full-relay takes 20
  TYPE = 16,           // 12 on the wire, and a NUL
  TEXT = 256,
  SHORT_TEXT = 32,     // most reasons fit; keeps bursts of mempool:removed small
  DYNPTR_MAX = 0xffffff,
};

struct peer_texts {
  char address[ADDRESS];
  char connection[CONNECTION];
} __attribute__((aligned(8)));

struct texts {
  struct peer_texts peer;
  char type[TYPE];
};

struct message {
  struct head head;
  s64 peer;
  u64 size;            // true length of the payload
  u32 taken;           // bytes of it that follow
  u32 address_offset;  // of the whole address if LONG_ADDRESS
  struct texts texts;
};

INLINE struct control *controls(void) {
  u32 zero = 0;
  return map_lookup(&control, &zero);
}

INLINE struct counter *counter_of(u64 *a) {
  u32 kind = (u16)a[0];
  return map_lookup(&counters, &kind);
}

// What is in memory is read from there, not taken from where it was put together.
INLINE void read_again(void) { asm volatile("" ::: "memory"); }

INLINE void add(u64 *counter) { __sync_fetch_and_add(counter, 1); }

// Of small records about one in 32 looks how much waits, by chance: that costs a call, and past
// the limit an interrupt, and when 32 small records wait longer than needed nobody is hurt.
INLINE u64 wake(struct control *c, u64 time, u32 length) {
  if (!c->wake_bytes) return 0;
  if (length < 4096 && (time * 0x9e3779b97f4a7c15ull >> 59)) return 1;
  return ring_query(&ring, 0) >= c->wake_bytes ? 2 : 1;
}

INLINE u32 process_number(struct control *c) {
  if (!c->pid_inode) return pid_tgid() >> 32;
  struct {
    u32 pid;
    u32 tgid;
  } number = {};
  if (namespaced_pid_tgid(c->pid_device, c->pid_inode, &number, sizeof(number))) return 0;
  return number.tgid;
}

INLINE int foreign(struct control *c, u32 process) {
  return c->process_filter && !map_lookup(&processes, &process);
}

INLINE void count_loss(struct control *c, struct counter *n) {
  add(&n->lost);
  add(&c->lost);
}

INLINE void fill_head(struct head *h, u64 *a, struct control *c, u32 process, u32 length) {
  h->time = ktime_ns();
  h->lost = c->lost;
  h->process = process;
  *(u32 *)&h->kind = (u16)a[0];  // flags start as 0
  *(u32 *)&h->faults = (u16)a[1] | (u32)(a[0] >> 16) << 16;
  h->length = length;
}

// ---- messages ---------------------------------------------------------------------------------

// Name and connection type of a peer stay what they are while it lasts, and Bitcoin Core gives no
// peer's id twice. So they are read once: with two reads of the node's memory less, a hit costs 100 to
// 140 ns less of 1,300. Where the name lies is part of the key, so that nothing is taken for known
// whose name is in another place.
struct peer_key {
  u32 process;
  u32 era;
  u64 peer;
  u64 name;
};

// The verifier walks every way through a body, and each room that a record may have is a way of its own
// from there on. So what decides is read before there is a record, and from here to the end nothing
// branches on these numbers but by way of the record's memory, of which the verifier knows nothing:
// else it would walk again for each of them, and loading would take ten times as long.
struct said {
  struct texts texts;
  u16 faults;
  u16 flags;
  u32 behind;  // room behind the payload for an address that is longer than any of a network
};

INLINE void read_peer(struct said *to, u64 *a, struct control *c, u32 process) {
  struct peer_key key = {process, c->era, a[2], a[3]};
  struct peer_texts *peer = &to->texts.peer;
  const struct peer_texts *same = map_lookup(&known, &key);
  if (same) {
    *peer = *same;
    return;
  }
  *peer = (struct peer_texts){};
  long address = read_user_text(peer->address, ADDRESS, (void *)a[3]);
  long connection = read_user_text(peer->connection, CONNECTION, (void *)a[4]);
  if (address < 0) to->faults |= 1 << 1;
  if (connection < 0) to->faults |= 1 << 2;
  if (address == ADDRESS) to->behind = LONG_ADDRESS_MAX;
  if (connection == CONNECTION) to->flags |= TEXT_CUT;
  if (address > 0 && address < ADDRESS && connection > 0 && connection < CONNECTION)
    map_update(&known, &key, peer, 0);
}

// mode 1 takes what is listed, mode 2 what is not.
INLINE int refused(u32 mode, void *listed) { return mode == 1 ? !listed : !!listed; }

// Reads the texts of a hit; 0 if it is not selected. What cannot be read is not refused: it is
// delivered, with its fault.
INLINE int read_selected(struct said *to, u64 *a, struct control *c, u32 process) {
  if (c->peer_filter) {
    u64 peer = a[2];
    if (refused(c->peer_filter, map_lookup(&peers, &peer))) return 0;
  }
  char *type = to->texts.type;
  __builtin_memset(type, 0, TYPE);
  long length = read_user_text(type, TYPE, (void *)a[5]);
  if (c->type_filter && length > 0 && refused(c->type_filter, map_lookup(&types, type))) return 0;
  to->faults = length < 0 ? 1 << 3 : 0;
  to->flags = length == TYPE ? TEXT_CUT : 0;
  to->behind = 0;
  read_peer(to, a, c, process);
  char *connection = to->texts.peer.connection;
  return !c->connection_filter || !*connection ||
         !refused(c->connection_filter, map_lookup(&connections, connection));
}

// Fills everything but the payload.
INLINE void fill_message(struct message *m, u64 *a, struct control *c, struct counter *n,
                         u32 process, u32 length, u16 flags, const struct said *said) {
  fill_head(&m->head, a, c, process, length);
  m->head.flags = flags | said->flags;
  m->head.faults |= said->faults;
  m->texts = said->texts;
  m->address_offset = said->behind;
  m->peer = a[2];
  m->size = a[6];
  read_again();
  if (m->head.faults) add(&n->faults);
  if (m->head.flags & TEXT_CUT) add(&n->cut);
  if (m->head.flags & PAYLOAD_CUT) add(&n->cut);
}

INLINE void payload_fault(struct message *m, struct counter *n) {
  m->head.flags = (m->head.flags & TEXT_CUT) | PAYLOAD_FAULT;
  if (!m->head.faults) add(&n->faults);
}

// Most messages are small. Theirs is a record whose size is one of nine that the verifier knows, and
// so needs no dynptr: two calls less, 60 ns of 1,300.
enum { SMALL = 512 };

#define SMALL_RECORD(room)                                                            \
  if (taken <= (room)) {                                                              \
    m = ring_reserve(&ring, sizeof(struct message) + (room), 0);                      \
    if (!m) goto full;                                                                \
    u64 piece = taken;                                                                \
    asm volatile("" : "+r"(piece)); /* older verifiers forget bounds over calls */    \
    if (piece > (room)) piece = (room);                                               \
    unread = piece ? read_user(m + 1, piece, bytes) : 0;                              \
    goto reserved;                                                                    \
  }

// A slice of a dynptr must have a constant length, so a larger payload is copied by the bits of its
// length down to 512, each a STEP, and the rest below that in one piece: REST with the next multiple of
// 64, for which there is room.
#define STEP(k)                                                                    \
  if (taken & (1u << (k))) {                                                       \
    void *slice = dynptr_data(&record, sizeof(struct message) + done, 1u << (k));  \
    if (!slice || read_user(slice, 1u << (k), bytes + done)) goto fault;           \
    done += 1u << (k);                                                             \
  }

#define REST(most)                                                               \
  if (rest <= (most)) {                                                          \
    void *slice = dynptr_data(&record, sizeof(struct message) + done, (most));   \
    u64 piece = rest;                                                            \
    asm volatile("" : "+r"(piece)); /* older verifiers forget bounds over calls */ \
    if (!slice || piece > (most) || read_user(slice, piece, bytes + done)) goto fault; \
    done += rest;                                                                \
    goto whole;                                                                  \
  }

// net:inbound_message, net:outbound_message on Linux 5.19 and later.
BODY(message)(void *ctx, u64 *a) {
  struct control *c = controls();
  struct counter *n = counter_of(a);
  if (!c || !n) return 0;
  u32 process = process_number(c);
  if (foreign(c, process)) return 0;
  struct said said;
  if (!read_selected(&said, a, c, process)) {
    add(&n->filtered);
    return 0;
  }

  const void *bytes = (const void *)a[7];
  u64 size = a[6];
  u64 most = c->max_payload;
  if (most > DYNPTR_MAX - 1024) most = DYNPTR_MAX - 1024;
  u32 taken = size > most ? most : size;
  u16 flags = size > most ? (most ? PAYLOAD_CUT : PAYLOAD_NOT_TAKEN) : 0;

  u32 behind = said.behind;
  // In one comparison, whose outcome the verifier cannot foresee.
  if ((taken | behind << 8) <= SMALL) {
    struct message *m;
    long unread;
    SMALL_RECORD(0)
    SMALL_RECORD(64)
    SMALL_RECORD(128)
    SMALL_RECORD(192)
    SMALL_RECORD(256)
    SMALL_RECORD(320)
    SMALL_RECORD(384)
    SMALL_RECORD(448)
    SMALL_RECORD(512)
    return 0;
  reserved:;
    u32 used = sizeof(struct message) + taken;
    fill_message(m, a, c, n, process, used, flags, &said);
    if (unread) payload_fault(m, n);
    m->taken = unread ? 0 : taken;
    ring_submit(m, wake(c, m->head.time, used));
    return 0;
  }

  struct {
    u64 opaque[2];
  } __attribute__((aligned(8))) record;
  u32 length = sizeof(struct message) + ((taken + 63) & ~63u) + behind;
  if (dynptr_reserve(&ring, length, 0, &record)) {
    dynptr_discard(&record, 0);
  full:
    if (!taken) {
      count_loss(c, n);
      return 0;
    }
    taken = 0;
    flags = PAYLOAD_LOST;
    length = sizeof(struct message) + behind;
    if (dynptr_reserve(&ring, length, 0, &record)) {
      dynptr_discard(&record, 0);
      count_loss(c, n);
      return 0;
    }
  }
  struct message *m = dynptr_data(&record, 0, sizeof(struct message));
  if (!m) {
    dynptr_discard(&record, 0);
    return 0;
  }
  if (flags & PAYLOAD_LOST) add(&n->payloads);
  fill_message(m, a, c, n, process, length, flags, &said);

  u32 done = 0;
  STEP(23) STEP(22) STEP(21) STEP(20) STEP(19) STEP(18) STEP(17) STEP(16) STEP(15)
  STEP(14) STEP(13) STEP(12) STEP(11) STEP(10) STEP(9)
  u64 rest = taken & 511;
  if (rest) {
    REST(64) REST(128) REST(192) REST(256) REST(320) REST(384) REST(448) REST(512)
  }
  goto whole;
fault:
  payload_fault(m, n);
whole:
  m->taken = done;
  read_again();
  if (m->address_offset) {
    u32 offset = sizeof(struct message) + ((taken + 63) & ~63u);
    char *slice = dynptr_data(&record, offset, LONG_ADDRESS_MAX);
    if (slice) {
      long read = read_user_text(slice, LONG_ADDRESS_MAX, (void *)a[3]);
      m->address_offset = offset;
      m->head.flags |= LONG_ADDRESS;
      if (read == LONG_ADDRESS_MAX) {
        m->head.flags |= TEXT_CUT;
        add(&n->cut);
      }
    }
  }
  dynptr_submit(&record, wake(c, m->head.time, length));
  return 0;
}

// The same where the kernel has no dynptrs (5.8 to 5.18): the record takes the next size of a fixed
// ladder, a payload that cannot be read is lost whole, and an address of 80 characters or more is cut.
#define RUNG(k)                                                            \
  if (taken < (1u << (k))) {                                               \
    m = ring_reserve(&ring, sizeof(struct message) + (1u << (k)), 0);      \
    mask = (1u << (k)) - 1;                                                \
    goto reserved;                                                         \
  }

BODY(message_without_dynptr)(void *ctx, u64 *a) {
  struct control *c = controls();
  struct counter *n = counter_of(a);
  if (!c || !n) return 0;
  u32 process = process_number(c);
  if (foreign(c, process)) return 0;
  struct said said;
  if (!read_selected(&said, a, c, process)) {
    add(&n->filtered);
    return 0;
  }
  const void *bytes = (const void *)a[7];
  u64 size = a[6];
  u64 most = c->max_payload;
  if (most > DYNPTR_MAX) most = DYNPTR_MAX;
  u64 taken = size > most ? most : size;
  u16 flags = size > most ? (most ? PAYLOAD_CUT : PAYLOAD_NOT_TAKEN) : 0;
  struct message *m = 0;
  u64 mask = 0;
  RUNG(7) RUNG(9) RUNG(11) RUNG(13) RUNG(15) RUNG(17) RUNG(19) RUNG(21) RUNG(22) RUNG(24)
reserved:
  if (!m) {
    m = ring_reserve(&ring, sizeof(struct message), 0);
    if (!m) {
      count_loss(c, n);
      return 0;
    }
    add(&n->payloads);
    taken = 0;
    mask = 0;
    flags = PAYLOAD_LOST;
  }
  if (said.behind) flags |= TEXT_CUT;
  fill_message(m, a, c, n, process, sizeof(struct message) + taken, flags, &said);
  m->taken = taken;
  asm volatile("" : "+r"(taken));  // keeps the mask beside the read: older verifiers need it there
  taken &= mask;
  if (taken && read_user(m + 1, taken, bytes)) {
    payload_fault(m, n);
    m->taken = 0;
  }
  ring_submit(m, wake(c, m->head.time, sizeof(struct message) + taken));
  return 0;
}

// ---- everything else --------------------------------------------------------------------------

struct hash {
  u64 word[4];
};

INLINE void fill_args(u64 *to, u64 *a, const int count) {
#pragma unroll
  for (int i = 0; i < count; i++) to[i] = a[2 + i];
}

INLINE void fill_hash(struct head *h, struct hash *to, u64 *a, const int argument) {
  if (read_user(to, sizeof(*to), (void *)a[2 + argument])) h->faults |= 1 << argument;
}

INLINE void fill_text(struct head *h, char *to, u32 size, u64 *a, const int argument) {
  long read = read_user_text(to, size, (void *)a[2 + argument]);
  if (read < 0) h->faults |= 1 << argument;
  if (read == size) h->flags |= TEXT_CUT;
}

#define BEGIN()                              \
  struct control *c = controls();            \
  struct counter *n = counter_of(a);         \
  if (!c || !n) return 0;                    \
  u32 process = process_number(c);            \
  if (foreign(c, process)) return 0;

#define RESERVE(type)                                        \
  type *r = ring_reserve(&ring, sizeof(type), 0);            \
  if (!r) {                                                  \
    count_loss(c, n);                                        \
    return 0;                                                \
  }                                                          \
  fill_head(&r->head, a, c, process, sizeof(type));

#define SUBMIT()                                     \
  if (r->head.faults) add(&n->faults);               \
  if (r->head.flags & TEXT_CUT) add(&n->cut);        \
  ring_submit(r, wake(c, r->head.time, sizeof(*r))); \
  return 0;

// Numbers only: utxocache:flush, and any probe that has no body of its own.
#define NUMBERS(name, count)        \
  struct name {                     \
    struct head head;               \
    u64 args[count];                \
  };                                \
  BODY(name)(void *ctx, u64 *a) {   \
    BEGIN()                         \
    RESERVE(struct name)            \
    fill_args(r->args, a, count);   \
    SUBMIT()                        \
  }
NUMBERS(numbers5, 5)
NUMBERS(numbers12, 12)

// A hash, then numbers: mempool:added, utxocache:add, spent, uncache, validation:block_connected.
#define HASH(name, count)           \
  struct name {                     \
    struct head head;               \
    u64 args[count];                \
    struct hash hash;               \
  };                                \
  BODY(name)(void *ctx, u64 *a) {   \
    BEGIN()                         \
    RESERVE(struct name)            \
    fill_args(r->args, a, count);   \
    fill_hash(&r->head, &r->hash, a, 0); \
    SUBMIT()                        \
  }
HASH(hash3, 3)
HASH(hash5, 5)
HASH(hash6, 6)

// mempool:replaced.
struct two_hashes8 {
  struct head head;
  u64 args[8];
  struct hash first;
  struct hash second;
};
BODY(two_hashes8)(void *ctx, u64 *a) {
  BEGIN()
  RESERVE(struct two_hashes8)
  fill_args(r->args, a, 8);
  fill_hash(&r->head, &r->first, a, 0);
  fill_hash(&r->head, &r->second, a, 4);
  SUBMIT()
}

// A hash, a text, then numbers: mempool:removed (reason block comes in bursts of thousands, so its
// text is short) and mempool:rejected.
#define HASH_TEXT(name, count, size)     \
  struct name {                          \
    struct head head;                    \
    u64 args[count];                     \
    struct hash hash;                    \
    char text[size];                     \
  };                                     \
  BODY(name)(void *ctx, u64 *a) {        \
    BEGIN()                              \
    RESERVE(struct name)                 \
    fill_args(r->args, a, count);        \
    fill_hash(&r->head, &r->hash, a, 0); \
    fill_text(&r->head, r->text, size, a, 1); \
    SUBMIT()                             \
  }
HASH_TEXT(hash_short_text5, 5, SHORT_TEXT)
HASH_TEXT(hash_text2, 2, TEXT)

// net:*_connection: peer, address, connection type, network, a number.
struct connection5 {
  struct head head;
  u64 args[5];
  char address[TEXT];
  char connection[SHORT_TEXT];
};
BODY(connection5)(void *ctx, u64 *a) {
  BEGIN()
  RESERVE(struct connection5)
  fill_args(r->args, a, 5);
  fill_text(&r->head, r->address, TEXT, a, 1);
  fill_text(&r->head, r->connection, SHORT_TEXT, a, 2);
  SUBMIT()
}

// net:misbehaving_connection: peer, text.
struct misbehaving2 {
  struct head head;
  u64 args[2];
  char text[TEXT];
};
BODY(misbehaving2)(void *ctx, u64 *a) {
  BEGIN()
  RESERVE(struct misbehaving2)
  fill_args(r->args, a, 2);
  fill_text(&r->head, r->text, TEXT, a, 1);
  SUBMIT()
}

// A wallet's name, then numbers: three of coin_selection.
struct wallet5 {
  struct head head;
  u64 args[5];
  char wallet[TEXT];
};
BODY(wallet5)(void *ctx, u64 *a) {
  BEGIN()
  RESERVE(struct wallet5)
  fill_args(r->args, a, 5);
  fill_text(&r->head, r->wallet, TEXT, a, 0);
  SUBMIT()
}

// coin_selection:selected_coins: wallet, algorithm, numbers.
struct two_texts5 {
  struct head head;
  u64 args[5];
  char wallet[TEXT];
  char algorithm[SHORT_TEXT];
};
BODY(two_texts5)(void *ctx, u64 *a) {
  BEGIN()
  RESERVE(struct two_texts5)
  fill_args(r->args, a, 5);
  fill_text(&r->head, r->wallet, TEXT, a, 0);
  fill_text(&r->head, r->algorithm, SHORT_TEXT, a, 1);
  SUBMIT()
}
