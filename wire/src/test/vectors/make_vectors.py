#!/usr/bin/env python3
"""Writes ../resources/vedette/wire/vectors.ndjson: P2P payloads with what they mean.

The other direction than the decoder under test, in another language: values are written down here,
encoded by the rules of the BIPs and of Bitcoin Core's serialize.h, and hashed with hashlib. Only the
payloads under PUBLIC are given as bytes: they are on the public chain or in a BIP, and their hashes
are checked against the well-known ones.

Conventions: hashes as RPC prints them, 64-bit numbers as decimal strings, other bytes as hex.
"""
import base64
import hashlib
import ipaddress
import json
import pathlib
import struct

OUT = pathlib.Path(__file__).parent.parent / "resources/vedette/wire/vectors.ndjson"
vectors = []


def vector(name, type_, payload, decoded=None, trailing=0, over_limit=None, reason=None):
    vectors.append(dict(name=name, type=type_, payload=payload.hex(), decoded=decoded,
                        trailing=trailing, over_limit=over_limit, reason=reason))


# --- encoding ---------------------------------------------------------------------------------

def u8(n): return struct.pack("<B", n)
def u16be(n): return struct.pack(">H", n)
def u32(n): return struct.pack("<I", n)
def i32(n): return struct.pack("<i", n)
def u64(n): return struct.pack("<Q", n)
def i64(n): return struct.pack("<q", n)


def compact(n):
    if n < 0xfd:
        return u8(n)
    if n <= 0xffff:
        return b"\xfd" + struct.pack("<H", n)
    if n <= 0xffffffff:
        return b"\xfe" + u32(n)
    return b"\xff" + u64(n)


def sized(b): return compact(len(b)) + b
def many(items): return compact(len(items)) + b"".join(items)
def wire(rpc): return bytes.fromhex(rpc)[::-1]
def rpc(b): return b[::-1].hex()
def sha256d(b): return hashlib.sha256(hashlib.sha256(b).digest()).digest()
def hash_of(word): return rpc(hashlib.sha256(word.encode()).digest())


# --- addresses --------------------------------------------------------------------------------

def b32(b): return base64.b32encode(b).decode().lower().rstrip("=")


def onion(key):
    checksum = hashlib.sha3_256(b".onion checksum" + key + b"\x03").digest()[:2]
    return b32(key + checksum + b"\x03") + ".onion"


NETWORKS = {
    1: ("ipv4", 4, lambda b: str(ipaddress.IPv4Address(b))),
    2: ("ipv6", 16, lambda b: str(ipaddress.IPv6Address(b))),
    3: ("torv2", 10, lambda b: b32(b) + ".onion"),
    4: ("torv3", 32, onion),
    5: ("i2p", 32, lambda b: b32(b) + ".b32.i2p"),
    6: ("cjdns", 16, lambda b: str(ipaddress.IPv6Address(b))),
}


def legacy(ip16, port):
    """The 16-byte form of addr and version: bytes, decoded."""
    if ip16.startswith(bytes(10) + b"\xff\xff"):
        host = str(ipaddress.IPv4Address(ip16[12:]))
    elif ip16.startswith(bytes.fromhex("fd87d87eeb43")):
        host = b32(ip16[6:]) + ".onion"
    else:
        host = str(ipaddress.IPv6Address(ip16))
    return ip16 + u16be(port), dict(ip16=ip16.hex(), host=host, port=port)


def ip4(text): return bytes(10) + b"\xff\xff" + ipaddress.IPv4Address(text).packed
def ip6(text): return ipaddress.IPv6Address(text).packed


def service_address(services, ip16, port):
    b, d = legacy(ip16, port)
    return u64(services) + b, dict(services=str(services), **d)


def addr_entry(time, services, ip16, port):
    b, d = legacy(ip16, port)
    return u32(time) + u64(services) + b, dict(time=time, services=str(services), **d)


def addrv2_entry(time, services, network, address, port):
    name, length, text = NETWORKS.get(network, (None, None, None))
    host = text(address) if name and len(address) == length else None
    return (u32(time) + compact(services) + u8(network) + sized(address) + u16be(port),
            dict(time=time, services=str(services), network_id=network, network=name,
                 bytes=address.hex(), host=host, port=port))


# --- transactions and blocks ------------------------------------------------------------------

def tx(inputs, outputs, version=2, locktime=0, force_witness=False):
    """inputs: (txid, vout, script_sig, sequence, [witness]), outputs: (value, script)."""
    vin = many([wire(t) + u32(n) + sized(s) + u32(q) for t, n, s, q, _ in inputs])
    vout = many([i64(v) + sized(s) for v, s in outputs])
    bare = u32(version) + vin + vout + u32(locktime)
    has_witness = any(w for *_, w in inputs)
    whole = bare
    if has_witness or force_witness:
        stacks = b"".join(many([sized(item) for item in w]) for *_, w in inputs)
        whole = u32(version) + b"\x00\x01" + vin + vout + stacks + u32(locktime)
    size = len(whole) if has_witness else len(bare)
    weight = 3 * len(bare) + size
    return whole, dict(
        txid=rpc(sha256d(bare)), wtxid=rpc(sha256d(whole if has_witness else bare)),
        size=size, weight=weight, vin=len(inputs), vout=len(outputs),
        out_total=str(sum(v for v, _ in outputs)), has_witness=has_witness,
        vsize=(weight + 3) // 4, version=version, locktime=locktime,
        inputs=[dict(txid=t, vout=n, script_sig=s.hex(), sequence=q, witness=[i.hex() for i in w])
                for t, n, s, q, w in inputs],
        outputs=[dict(value=str(v), script_pubkey=s.hex()) for v, s in outputs])


def header(version, previous, merkle, time, bits, nonce):
    b = i32(version) + wire(previous) + wire(merkle) + u32(time) + u32(bits) + u32(nonce)
    return b, dict(version=version, prev_block=previous, merkle_root=merkle, time=time,
                   bits=f"{bits:08x}", nonce=nonce, hash=rpc(sha256d(b)))


def merkle_root(txids):
    level = [wire(t) for t in txids]
    while len(level) > 1:
        if len(level) % 2:
            level.append(level[-1])
        level = [sha256d(level[i] + level[i + 1]) for i in range(0, len(level), 2)]
    return rpc(level[0])


def block(head, transactions):
    hb, hd = head
    body = many([b for b, _ in transactions])
    weight = 4 * (80 + len(compact(len(transactions)))) + sum(d["weight"] for _, d in transactions)
    return hb + body, dict(header=hd, tx_count=len(transactions), weight=weight,
                           transactions=[d for _, d in transactions], merkle_root_matches=True)


def differential(indexes):
    previous, out = -1, []
    for i in indexes:
        out.append(i - previous - 1)
        previous = i
    return out


NULL = "00" * 32
COINBASE = tx([(NULL, 0xffffffff, bytes.fromhex("02f501"), 0xfffffffe, [bytes(32)])],
              [(625000000, bytes.fromhex("76a914" + "2b" * 20 + "88ac")),
               (0, bytes.fromhex("6a24aa21a9ed" + "e2" * 32))], locktime=500)
PLAIN = tx([(hash_of("coin a"), 1, bytes(range(107)), 0xffffffff, []),
            (hash_of("coin b"), 4294967295, b"", 0, [])],
           [(1, b""), (-1, b"\x6a"), (2100000000000000, bytes(253))], version=1, locktime=4294967295)
SEGWIT = tx([(hash_of("coin c"), 0, b"", 0xfffffffd, [bytes(71), bytes.fromhex("02" + "ab" * 32)]),
             (hash_of("coin d"), 7, b"\x51", 0xffffffff, []),
             (hash_of("coin e"), 65536, b"", 1, [b"", b"\x01" * 300])],
            [(4999967600, bytes.fromhex("5120" + "29" * 32)), (0, bytes.fromhex("51024e73"))])
ODD_VERSION = tx([(hash_of("coin f"), 0, b"\x00" * 0xfd, 5, [])], [(7, b"\x51")],
                 version=0xffffffff)
TRANSACTIONS = [COINBASE, PLAIN, SEGWIT, ODD_VERSION]
ROOT = merkle_root([d["txid"] for _, d in TRANSACTIONS])
HEAD = header(0x20000000, hash_of("parent"), ROOT, 1795227224, 0x207fffff, 4294967295)
NEGATIVE_HEAD = header(-1, hash_of("HEAD"), hash_of("root"), 0, 0xffffffff, 0)

# --- empty messages ---------------------------------------------------------------------------

for empty in ("verack", "sendaddrv2", "sendheaders", "wtxidrelay", "getaddr", "mempool",
              "filterclear"):
    vector("is empty", empty, b"", {})
    vector("ignores what follows", empty, b"\x01\x02\x03", {}, trailing=3)

# --- version ----------------------------------------------------------------------------------

TO = service_address(1, ip4("203.0.113.9"), 8333)
FROM = service_address(0xffffffffffffffff, ip6("2001:db8::1"), 65535)


def version(name, parts, agent=None, trailing=b"", **kw):
    values = dict(addr_from=FROM[1], nonce="16671580662339069004", user_agent="/Satoshi:31.99.0/",
                  start_height=-1, relay=True)
    if agent is not None:
        values["user_agent"] = agent
    encoded = [FROM[0] + u64(16671580662339069004), sized(values["user_agent"].encode()), i32(-1),
               b"\x01"]
    present = ["addr_from", "nonce", "user_agent", "start_height", "relay"][:parts + 1 if parts else 0]
    decoded = dict(version=70017, services="3081", time="1795227324", addr_recv=TO[1],
                   **{k: v if k in present else None for k, v in values.items()})
    vector(name, "version",
           i32(70017) + u64(3081) + i64(1795227324) + TO[0] + b"".join(encoded[:parts]) + trailing,
           decoded, trailing=len(trailing), **kw)


version("whole", 4)
version("without relay byte, as peers below 70001 send it", 3)
version("ends after the user agent", 2)
version("ends after the nonce", 1)
version("ends after the receiver, the shortest that there is", 0)
version("empty user agent", 4, agent="")
version("user agent in other scripts", 4, agent="/Satoshi:0.18.0(x; y é中)/")
version("longest user agent", 4, agent="a" * 256)
version("user agent above Core's limit", 4, agent="b" * 257,
        over_limit="userAgent: at most 256 bytes, 257")
version("bytes after the relay byte", 4, trailing=b"\x01\x02\x03")
vector("relay byte of 0, receiver on OnionCat, clock before the epoch", "version",
       i32(-1) + u64(0) + i64(-1) + service_address(0, bytes.fromhex("fd87d87eeb43" + "0123456789abcdef0011"), 0)[0]
       + FROM[0] + u64(0) + b"\x00" + i32(2147483647) + b"\x00",
       dict(version=-1, services="0", time="-1",
            addr_recv=service_address(0, bytes.fromhex("fd87d87eeb43" + "0123456789abcdef0011"), 0)[1],
            addr_from=FROM[1], nonce="0", user_agent="", start_height=2147483647, relay=False))
vector("45 bytes, one too few", "version", bytes(45),
       reason="port at byte 44: 2 bytes wanted, 1 left")
vector("sender cut off", "version", bytes(46) + bytes(30),
       reason="nonce at byte 72: 8 bytes wanted, 4 left")
vector("user agent longer than the message", "version", bytes(80) + b"\x05abc",
       reason="userAgent at byte 81: 5 bytes wanted, 3 left")

# --- addr, addrv2 -----------------------------------------------------------------------------

ADDR = [
    addr_entry(1795227265, 1033, ip4("192.0.2.1"), 8333),
    addr_entry(0, 0xffffffffffffffff, ip6("2001:db8:0:1:0:0:0:1"), 0),
    addr_entry(4294967295, 0, ip6("::"), 65535),
    addr_entry(1, 1, ip6("::1"), 1),
    addr_entry(2, 1, bytes.fromhex("fd87d87eeb43" + "ff" * 10), 8333),
    addr_entry(3, 1, ip6("1:0:0:2:0:0:0:3"), 8333),
    addr_entry(4, 1, ip6("2001:db8:0:1:1:1:1:1"), 8333),
    addr_entry(5, 1, ip6("fc00::abcd"), 8333),
]
vector("of every kind that fits 16 bytes", "addr", many([b for b, _ in ADDR]),
       dict(addresses=[d for _, d in ADDR]))
vector("none", "addr", b"\x00", dict(addresses=[]))
vector("none, and four bytes over", "addr", b"\x00" + bytes(4), dict(addresses=[]), trailing=4)
vector("nothing at all", "addr", b"", reason="addresses at byte 0: 1 byte wanted, 0 left")
vector("a thousand announced, one there", "addr", b"\xfd\xe8\x03" + ADDR[0][0],
       reason="addresses at byte 0: 1000 entries of at least 30 bytes wanted, 30 bytes left")

ADDRV2 = [
    addrv2_entry(1795220263, 1, 1, ipaddress.IPv4Address("198.51.100.7").packed, 18444),
    addrv2_entry(1, 0xffffffffffffffff, 2, ip6("2001:db8::ff00:42:8329"), 8333),
    addrv2_entry(2, 0xfd, 3, bytes.fromhex("00112233445566778899"), 8333),
    addrv2_entry(3, 0xfc, 4, bytes(range(32)), 8333),
    addrv2_entry(4, 0x10000, 5, bytes(range(32, 64)), 0),
    addrv2_entry(5, 0x100000000, 6, ip6("fc32:17ea:e415:c3bf:9808:149d:b5a2:c9aa"), 8333),
    addrv2_entry(6, 0, 42, bytes(range(7)), 8333),
    addrv2_entry(7, 0, 153, b"", 65535),
    addrv2_entry(8, 0, 255, bytes(512), 1),
    addrv2_entry(9, 0, 0, b"\x01", 1),
]
vector("every network, and some that nobody defined", "addrv2", many([b for b, _ in ADDRV2]),
       dict(addresses=[d for _, d in ADDRV2]))
SHORT_TOR = addrv2_entry(6, 0, 4, bytes(31), 8333)
vector("Tor v3 key of 31 bytes", "addrv2", many([ADDRV2[0][0], SHORT_TOR[0]]),
       dict(addresses=[ADDRV2[0][1], SHORT_TOR[1]]),
       over_limit="addresses[1]: 32 bytes for torv3, 31")
LONG = addrv2_entry(6, 0, 99, bytes(513), 8333)
vector("address of 513 bytes", "addrv2", many([LONG[0]]), dict(addresses=[LONG[1]]),
       over_limit="addresses[0]: at most 512 bytes, 513")
MAPPED = addrv2_entry(1, 1, 2, ip4("192.0.2.33"), 8333)
MAPPED[1]["host"] = "::ffff:192.0.2.33"  # RFC 5952, section 5
vector("IPv4 dressed up as IPv6 stays as it came", "addrv2", many([MAPPED[0]]),
       dict(addresses=[MAPPED[1]]))
vector("services in a longer form than needed", "addrv2",
       b"\x01" + u32(1) + b"\xfd\x01\x00" + b"\x01\x04" + bytes(6),
       reason="addresses[0].services at byte 5: a number in its shortest form wanted, "
              "1 found in a form for 253 and up")
vector("second entry cut off in its address", "addrv2",
       b"\x02" + ADDRV2[0][0] + u32(1) + b"\x00\x04\x20" + bytes(9),
       reason="addresses[1].address at byte 21: 32 bytes wanted, 9 left")

# --- inventory, locators, headers -------------------------------------------------------------

KINDS = [0, 1, 2, 3, 4, 5, 0x40000001, 0x40000002, 0x40000003, 0xffffffff]
ITEMS = many([u32(k) + wire(hash_of(str(k))) for k in KINDS])
for name in ("inv", "getdata", "notfound"):
    vector("every kind, and some that nobody defined", name, ITEMS,
           dict(items=[dict(type=k, hash=hash_of(str(k))) for k in KINDS]))
    vector("none", name, b"\x00", dict(items=[]))
    vector("two announced, one and a half there", name, b"\x02" + bytes(60),
           reason="items at byte 0: 2 entries of at least 36 bytes wanted, 60 bytes left")
vector("count in three bytes that fits in one", "inv", b"\xfd\x01\x00" + bytes(36),
       reason="items at byte 0: a number in its shortest form wanted, 1 found in a form for 253 "
              "and up")
vector("count in five bytes that fits in three", "inv", b"\xfe\xff\xff\x00\x00" + bytes(36),
       reason="items at byte 0: a number in its shortest form wanted, 65535 found in a form for "
              "65536 and up")
vector("count in nine bytes that fits in five", "inv", b"\xff" + u64(0xffffffff) + bytes(36),
       reason="items at byte 0: a number in its shortest form wanted, 4294967295 found in a form "
              "for 4294967296 and up")
vector("count above what Core reads at all", "inv", b"\xfe" + u32(0x02000001) + bytes(36),
       reason="items at byte 0: a count or length up to 33554432 wanted, 33554433 found")
vector("count of 64 bits", "inv", b"\xff" + u64(0xffffffffffffffff) + bytes(36),
       reason="items at byte 0: a count or length up to 33554432 wanted, 18446744073709551615 "
              "found")
vector("count cut off", "inv", b"\xfd\x01", reason="items at byte 1: 2 bytes wanted, 1 left")

for name in ("getheaders", "getblocks"):
    locator = [hash_of(f"block {i}") for i in range(3)]
    vector("three hashes", name, i32(70017) + many([wire(h) for h in locator]) + wire(hash_of("stop")),
           dict(locator_version=70017, locator=locator, hash_stop=hash_of("stop")))
    vector("no locator, no stop, negative version", name, i32(-1) + b"\x00" + bytes(32),
           dict(locator_version=-1, locator=[], hash_stop=NULL))
    vector("102 hashes", name, i32(0) + many([wire(hash_of("x"))] * 102) + bytes(32),
           dict(locator_version=0, locator=[hash_of("x")] * 102, hash_stop=NULL),
           over_limit="locator: at most 101 hashes, 102")
    vector("stop cut off", name, i32(0) + b"\x01" + bytes(63),
           reason="hashStop at byte 37: 32 bytes wanted, 31 left")

vector("two, the second with transaction count and negative version", "headers",
       b"\x02" + HEAD[0] + b"\x00" + NEGATIVE_HEAD[0] + b"\xfd\xfd\x00",
       dict(headers=[HEAD[1], NEGATIVE_HEAD[1]], tx_counts=[0, 253]))
vector("none", "headers", b"\x00", dict(headers=[], tx_counts=[]))
vector("one of two without its count", "headers", b"\x01" + HEAD[0],
       reason="headers at byte 0: 1 entries of at least 81 bytes wanted, 80 bytes left")

# --- tx, block, merkleblock -------------------------------------------------------------------

for name, (b, d) in (("a coinbase with witness", COINBASE), ("without witness", PLAIN),
                     ("with witness on some inputs", SEGWIT),
                     ("highest version and a 253-byte script", ODD_VERSION)):
    vector(name, "tx", b, d)
vector("bytes after the lock time", "tx", PLAIN[0] + b"\xff\xff", PLAIN[1], trailing=2)
NOTHING = tx([], [], locktime=9)
vector("no inputs and no outputs", "tx", NOTHING[0], NOTHING[1])
SUPERFLUOUS = tx([(hash_of("coin g"), 0, b"", 0, [])], [(4999968800, b"\x51")], force_witness=True)
vector("a witness of empty stacks only", "tx", SUPERFLUOUS[0], SUPERFLUOUS[1],
       over_limit="transaction: no witness of empty stacks only, one found")
NO_INPUTS = tx([], [(5, b"\x51")], force_witness=True)
vector("outputs without inputs", "tx", NO_INPUTS[0], NO_INPUTS[1],
       over_limit="transaction: no witness of empty stacks only, one found")
vector("flag 2 and empty stacks", "tx", SUPERFLUOUS[0][:5] + b"\x02" + SUPERFLUOUS[0][6:],
       SUPERFLUOUS[1], over_limit="transaction: flag 1 for optional data, 2")
vector("flag 3 and a witness", "tx", SEGWIT[0][:5] + b"\x03" + SEGWIT[0][6:], SEGWIT[1],
       over_limit="transaction: flag 1 for optional data, 3")
vector("script of the fourth input cut off", "tx",
       u32(2) + b"\x04" + (bytes(36) + b"\x00" + bytes(4)) * 3 + bytes(36) + b"\x6b" + bytes(12),
       reason="inputs[3].scriptSig at byte 165: 107 bytes wanted, 12 left")
vector("more inputs than bytes", "tx", u32(2) + b"\xfe" + u32(0x01ffffff) + bytes(90),
       reason="inputs at byte 4: 33554431 entries of at least 41 bytes wanted, 90 bytes left")
vector("more witness items than bytes", "tx",
       SUPERFLUOUS[0][:-5] + b"\xfe" + u32(0x02000000) + bytes(4),
       reason="inputs[0].witness at byte 59: 33554432 entries of at least 1 byte wanted, "
              "4 bytes left")
vector("witness item cut off", "tx", SUPERFLUOUS[0][:-5] + b"\x02\x01\xaa\x09" + bytes(4),
       reason="inputs[0].witness[1].item at byte 63: 9 bytes wanted, 4 left")
vector("value of an output cut off", "tx", u32(2) + b"\x01" + bytes(41) + b"\x01" + bytes(3),
       reason="outputs at byte 46: 1 entries of at least 9 bytes wanted, 3 bytes left")
vector("seven zero bytes", "tx", bytes(7),
       reason="lockTime at byte 6: 4 bytes wanted, 1 left")

BLOCK = block(HEAD, TRANSACTIONS)
vector("four transactions of all sorts", "block", BLOCK[0], BLOCK[1])
ODD_BLOCK = block(header(1, NULL, merkle_root([SUPERFLUOUS[1]["txid"]]), 0, 0, 0), [SUPERFLUOUS])
vector("a witness of empty stacks only", "block", ODD_BLOCK[0],
       dict(ODD_BLOCK[1]), over_limit="transactions[0]: no witness of empty stacks only, one found")
vector("second transaction cut off in its third witness", "block",
       HEAD[0] + b"\x02" + COINBASE[0] + SEGWIT[0][:-40],
       reason="transactions[1].inputs[2].witness[1].item at byte "
              f"{81 + len(COINBASE[0]) + len(SEGWIT[0]) - 304}: 300 bytes wanted, 264 left")
vector("header cut off", "block", HEAD[0][:79], reason="nonce at byte 76: 4 bytes wanted, 3 left")

HASHES = [hash_of("left"), hash_of("right")]
vector("two hashes, two flag bytes", "merkleblock",
       HEAD[0] + u32(4294967295) + many([wire(h) for h in HASHES]) + sized(b"\x1d\x80"),
       dict(header=HEAD[1], total_transactions=4294967295, hashes=HASHES,
            flag_bits="1011100000000001"))
vector("empty tree", "merkleblock", HEAD[0] + u32(0) + b"\x00\x00",
       dict(header=HEAD[1], total_transactions=0, hashes=[], flag_bits=""))
vector("flags missing", "merkleblock", HEAD[0] + u32(0) + b"\x00",
       reason="flags at byte 85: 1 byte wanted, 0 left")

# --- compact blocks ---------------------------------------------------------------------------

SHORT_IDS = [0, 0xffffffffffff, 0x0123456789ab]
PREFILLED = [(0, COINBASE), (3, SEGWIT), (4, PLAIN)]
DIFFERENTIAL = differential([i for i, _ in PREFILLED])
vector("three short ids, three transactions sent along", "cmpctblock",
       HEAD[0] + u64(12482808449969896866)
       + many([struct.pack("<Q", s)[:6] for s in SHORT_IDS])
       + many([compact(n) + t[0] for n, (_, t) in zip(DIFFERENTIAL, PREFILLED)]),
       dict(header=HEAD[1], nonce="12482808449969896866", short_ids=[f"{s:012x}" for s in SHORT_IDS],
            prefilled=[dict(index=i, differential_index=n, tx=t[1])
                       for n, (i, t) in zip(DIFFERENTIAL, PREFILLED)]))
vector("nothing in it", "cmpctblock", HEAD[0] + u64(0) + b"\x00\x00",
       dict(header=HEAD[1], nonce="0", short_ids=[], prefilled=[]))
vector("place 65,536", "cmpctblock", HEAD[0] + u64(0) + b"\x00\x01" + compact(65536) + NOTHING[0],
       dict(header=HEAD[1], nonce="0", short_ids=[],
            prefilled=[dict(index=65536, differential_index=65536, tx=NOTHING[1])]),
       over_limit="prefilled: at most 65535 as place in the block, 65536")
vector("short ids cut off", "cmpctblock", HEAD[0] + u64(0) + b"\x02" + bytes(11),
       reason="shortIds at byte 88: 2 entries of at least 6 bytes wanted, 11 bytes left")
vector("prefilled transaction cut off", "cmpctblock",
       HEAD[0] + u64(0) + b"\x00\x01\x00" + PLAIN[0][:50],
       reason="prefilled[0].inputs at byte 95: 2 entries of at least 41 bytes wanted, 45 bytes left")

INDEXES = [0, 1, 5, 258, 65535]
vector("places up to the last", "getblocktxn",
       wire(hash_of("block")) + many([compact(n) for n in differential(INDEXES)]),
       dict(block_hash=hash_of("block"), indexes=INDEXES,
            differential_indexes=differential(INDEXES)))
vector("place 65,536", "getblocktxn", wire(hash_of("block")) + b"\x02" + compact(65535) + b"\x00",
       dict(block_hash=hash_of("block"), indexes=[65535, 65536], differential_indexes=[65535, 0]),
       over_limit="indexes: at most 65535 as place in the block, 65536")
vector("places that add up beyond 31 bits", "getblocktxn",
       bytes(32) + compact(65) + (b"\xfe" + u32(0x02000000)) * 65,
       reason="indexes[63].index at byte 348: a place in the block up to 2147483647 wanted, "
              "2147483711 found")
vector("place in a longer form than needed", "getblocktxn", bytes(32) + b"\x01\xfd\x00\x00",
       reason="indexes[0].index at byte 33: a number in its shortest form wanted, 0 found in a "
              "form for 253 and up")
vector("two transactions", "blocktxn", wire(hash_of("block")) + many([SEGWIT[0], PLAIN[0]]),
       dict(block_hash=hash_of("block"), transactions=[SEGWIT[1], PLAIN[1]]))
vector("none", "blocktxn", bytes(32) + b"\x00", dict(block_hash=NULL, transactions=[]))
vector("three announced, too few bytes for any", "blocktxn", bytes(32) + b"\x03" + bytes(29),
       reason="transactions at byte 32: 3 entries of at least 10 bytes wanted, 29 bytes left")

# --- keeping in touch -------------------------------------------------------------------------

for name in ("ping", "pong"):
    vector("highest nonce", name, u64(0xffffffffffffffff), dict(nonce="18446744073709551615"))
    vector("bytes after the nonce", name, u64(1) + bytes(4), dict(nonce="1"), trailing=4)
    vector("seven bytes", name, bytes(7), reason="nonce at byte 0: 8 bytes wanted, 7 left")
vector("old one without nonce", "ping", b"", dict(nonce=None))
vector("without nonce", "pong", b"", reason="nonce at byte 0: 8 bytes wanted, 0 left")
vector("one satoshi a virtual byte", "feefilter", i64(1000), dict(feerate="1000"))
vector("negative", "feefilter", i64(-1), dict(feerate="-1"))
vector("half of one", "feefilter", bytes(4), reason="feerate at byte 0: 8 bytes wanted, 4 left")
for announce in (0, 1):
    vector(f"announce {announce}", "sendcmpct", u8(announce) + u64(2),
           dict(announce=bool(announce), version="2"))
vector("announce 2", "sendcmpct", u8(2) + u64(0xffffffffffffffff),
       dict(announce=True, version="18446744073709551615"),
       over_limit="announce: at most 1 as a yes or no, 2")
vector("version cut off", "sendcmpct", bytes(8), reason="version at byte 1: 8 bytes wanted, 7 left")
vector("highest salt", "sendtxrcncl", u32(4294967295) + u64(0xffffffffffffffff),
       dict(version=4294967295, salt="18446744073709551615"))
vector("salt cut off", "sendtxrcncl", bytes(11), reason="salt at byte 4: 8 bytes wanted, 7 left")


def feature(name, id_, data, trailing=b"", **kw):
    try:
        text = id_.decode()
    except UnicodeDecodeError:
        text = None
    vector(name, "feature", sized(id_) + sized(data) + trailing,
           dict(feature_id=text, feature_id_bytes=id_.hex(), feature_data=data.hex()),
           trailing=len(trailing), **kw)


feature("shortest id, no data", b"feat", b"")
feature("longest id, longest data", b"f" * 80, bytes(512))
feature("id that is not text", b"\xff\xfe\xfd\xfc", b"\x01")
feature("id of 3 bytes", b"abc", b"", over_limit="id: at least 4 bytes, 3")
feature("id of 81 bytes", b"f" * 81, b"", over_limit="id: at most 80 bytes, 81")
feature("data of 513 bytes", b"feat", bytes(513), over_limit="data: at most 512 bytes, 513")
feature("bytes after the data", b"feat", b"", b"\x00", over_limit="after data: at most 0 bytes, 1")
vector("id cut off", "feature", b"\x0a" + b"feat0", reason="id at byte 1: 10 bytes wanted, 5 left")

# --- filters ----------------------------------------------------------------------------------

vector("small", "filterload", sized(b"\x5a\xcd") + u32(1) + u32(966097040) + u8(2),
       dict(data="5acd", hash_funcs=1, tweak=966097040, flags=2))
vector("51 hash functions", "filterload", sized(b"") + u32(51) + u32(4294967295) + u8(255),
       dict(data="", hash_funcs=51, tweak=4294967295, flags=255),
       over_limit="hashFuncs: at most 50 hash functions, 51")
vector("flags missing", "filterload", sized(b"\x5a") + u32(1) + u32(1),
       reason="flags at byte 10: 1 byte wanted, 0 left")
vector("longest element", "filteradd", sized(bytes(520)), dict(data="00" * 520))
vector("element of 521 bytes", "filteradd", sized(bytes(521)), dict(data="00" * 521),
       over_limit="data: at most 520 bytes, 521")
vector("element cut off", "filteradd", b"\x05\x01", reason="data at byte 1: 5 bytes wanted, 1 left")
for name in ("getcfilters", "getcfheaders"):
    vector("highest start", name, u8(0) + u32(4294967295) + wire(hash_of("stop")),
           dict(filter_type=0, start_height=4294967295, stop_hash=hash_of("stop")))
    vector("stop cut off", name, bytes(36), reason="stopHash at byte 5: 32 bytes wanted, 31 left")
vector("filter type nobody defined", "getcfcheckpt", u8(255) + wire(hash_of("stop")),
       dict(filter_type=255, stop_hash=hash_of("stop")))
vector("stop cut off", "getcfcheckpt", bytes(32), reason="stopHash at byte 1: 32 bytes wanted, 31 left")
vector("empty filter", "cfilter", u8(0) + wire(hash_of("block")) + b"\x00",
       dict(filter_type=0, block_hash=hash_of("block"), filter=""))
vector("filter cut off", "cfilter", bytes(33) + b"\x02\x01",
       reason="filter at byte 34: 2 bytes wanted, 1 left")
vector("two hashes", "cfheaders",
       u8(0) + wire(hash_of("stop")) + wire(hash_of("previous")) + many([wire(h) for h in HASHES]),
       dict(filter_type=0, stop_hash=hash_of("stop"), previous_filter_header=hash_of("previous"),
            filter_hashes=HASHES))
vector("hashes cut off", "cfheaders", bytes(65) + b"\x01" + bytes(31),
       reason="filterHashes at byte 65: 1 entries of at least 32 bytes wanted, 31 bytes left")
vector("two headers", "cfcheckpt", u8(0) + wire(hash_of("stop")) + many([wire(h) for h in HASHES]),
       dict(filter_type=0, stop_hash=hash_of("stop"), filter_headers=HASHES))
vector("none", "cfcheckpt", bytes(33) + b"\x00",
       dict(filter_type=0, stop_hash=NULL, filter_headers=[]))
vector("headers missing", "cfcheckpt", bytes(33),
       reason="filterHeaders at byte 33: 1 byte wanted, 0 left")

# --- retired ----------------------------------------------------------------------------------

vector("a transaction, with its hash", "reject",
       sized(b"tx") + u8(0x42) + sized(b"mempool min fee not met") + wire(hash_of("refused")),
       dict(message="tx", code=0x42, reason="mempool min fee not met", hash=hash_of("refused")))
vector("a version, without hash", "reject", sized(b"version") + u8(0x11) + sized(b"obsolete"),
       dict(message="version", code=0x11, reason="obsolete", hash=None))
vector("fewer bytes than a hash at the end", "reject", sized(b"tx") + u8(1) + sized(b"") + bytes(31),
       dict(message="tx", code=1, reason="", hash=None), trailing=31)
vector("reason of 112 bytes", "reject", sized(b"tx") + u8(1) + sized(b"r" * 112),
       dict(message="tx", code=1, reason="r" * 112, hash=None),
       over_limit="reason: at most 111 bytes, 112")
vector("reason cut off", "reject", sized(b"tx") + u8(1) + b"\x04abc",
       reason="reason at byte 5: 4 bytes wanted, 3 left")
vector("signature missing", "alert", sized(b"x"),
       reason="signature at byte 2: 1 byte wanted, 0 left")
vector("not in Core's list", "xversion", b"\x01", reason="unknown type")
vector("empty name, which v2 transport can bring about", "", b"", reason="unknown type")
vector("name in upper case", "TX", NOTHING[0], reason="unknown type")

# --- PUBLIC: bytes that everybody knows -------------------------------------------------------

GENESIS_TX = bytes.fromhex(
    "01000000010000000000000000000000000000000000000000000000000000000000000000ffffffff4d04ffff001d"
    "0104455468652054696d65732030332f4a616e2f32303039204368616e63656c6c6f72206f6e206272696e6b206f66"
    "207365636f6e64206261696c6f757420666f722062616e6b73ffffffff0100f2052a01000000434104678afdb0fe55"
    "48271967f1a67130b7105cd6a828e03909a67962e0ea1f61deb649f6bc3f4cef38c4f35504e51ec112de5c384df7ba"
    "0b8d578a4c702b6bf11d5fac00000000")
GENESIS_ROOT = "4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b"
GENESIS = tx([(NULL, 0xffffffff, GENESIS_TX[42:119], 0xffffffff, [])],
             [(5000000000, GENESIS_TX[-71:-4])], version=1)
assert GENESIS[0] == GENESIS_TX and GENESIS[1]["txid"] == GENESIS_ROOT
for chain, time, bits, nonce, name in (
        ("mainnet", 1231006505, 0x1d00ffff, 2083236893,
         "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f"),
        ("testnet3", 1296688602, 0x1d00ffff, 414098458,
         "000000000933ea01ad0ee984209779baaec3ced90fa3f408719526f8d77f4943"),
        ("signet", 1598918400, 0x1e0377ae, 52613770,
         "00000008819873e925422c1ff0f99f7cc9bbb232af63a077a480a3633bee1ef6"),
        ("regtest", 1296688602, 0x207fffff, 2,
         "0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e2206")):
    head = header(1, NULL, GENESIS_ROOT, time, bits, nonce)
    assert head[1]["hash"] == name, chain
    vector(f"the first of {chain}", "block", *block(head, [GENESIS]))
    vector(f"the first of {chain}", "headers", b"\x01" + head[0] + b"\x00",
           dict(headers=[head[1]], tx_counts=[0]))
vector("BIP158: the first of testnet3", "cfilter",
       u8(0) + wire("000000000933ea01ad0ee984209779baaec3ced90fa3f408719526f8d77f4943")
       + sized(bytes.fromhex("019dfca8")),
       dict(filter_type=0, filter="019dfca8",
            block_hash="000000000933ea01ad0ee984209779baaec3ced90fa3f408719526f8d77f4943"))

# Block 170: Satoshi pays Hal Finney.
PAYMENT = tx(
    [("0437cd7f8525ceed2324359c2d0ba26006d92d856a9c20fa0241106ee5a597c9", 0, bytes.fromhex(
        "47304402204e45e16932b8af514961a1d3a1a25fdf3f4f7732e9d624c6c61548ab5fb8cd410220181522ec8eca"
        "07de4860a4acdd12909d831cc56cbbac4622082221a8768d1d0901"), 0xffffffff, [])],
    [(1000000000, bytes.fromhex(
        "4104ae1a62fe09c5f51b13905f07f06b99a2f7159b2225f374cd378d71302fa28414e7aab37397f554a7df5f14"
        "2c21c1b7303b8a0626f1baded5c72a704f7e6cd84cac")),
     (4000000000, bytes.fromhex(
         "410411db93e1dcdb8a016b49840f8c53bc1eb68a382e97b1482ecad7b148a6909a5cb2e0eaddfb84ccf9744464"
         "f82e160bfa9b8b64f9d4c03f999b8643f656b412a3ac"))], version=1)
assert PAYMENT[1]["txid"] == "f4184fc596403b9d638783cf57adfe4c75c605f6356fbc91338530e9831e9e16"
vector("the first payment, block 170", "tx", *PAYMENT)

# The last alert: what Core sends to peers of version 70012 and lower.
ALERT = bytes.fromhex(
    "010000000000000000000000ffffff7f00000000ffffff7ffeffff7f01ffffff7f00000000ffffff7f00ffffff7f00"
    "2f555247454e543a20416c657274206b657920636f6d70726f6d697365642c20757067726164652072657175697265"
    "6400")
SIGNATURE = bytes.fromhex(
    "30440220653febd6410f470f6bae11cad19c48413becb1ac2c17f908fd0fd53bdc3abd5202206d0e9c96fe88d4a0f0"
    "1ed9dedae2b6f9e00da94cad0fecaae66ecf689bf71b50")
assert len(ALERT) == 96 and b"URGENT: Alert key compromised, upgrade required" in ALERT
vector("the last one", "alert", sized(ALERT) + sized(SIGNATURE),
       dict(payload=ALERT.hex(), signature=SIGNATURE.hex()))

OUT.write_text("".join(json.dumps(v, ensure_ascii=True) + "\n" for v in vectors))
print(len(vectors), "vectors,", len({v["type"] for v in vectors}), "types")
