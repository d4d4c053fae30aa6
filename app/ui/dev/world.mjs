// A made-up node for the stand-in server: states of all topics, moving plausibly, the same for one seed.
import { readFileSync } from 'node:fs';

/** Mulberry32: small, seeded, good enough to make things up. */
function random(seed) {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const rnd = random(7);
const int = (low, high) => low + Math.floor(rnd() * (high - low + 1));
const pick = (list) => list[Math.floor(rnd() * list.length)];
const hex = (n) => Array.from({ length: n }, () => int(0, 15).toString(16)).join('');
const base32 = (n) => Array.from({ length: n }, () => pick('abcdefghijklmnopqrstuvwxyz234567')).join('');
const blockHash = () => `0000000000000000000${hex(45)}`;

const AGENTS = ['/Satoshi:31.0.0/', '/Satoshi:30.2.0/', '/Satoshi:29.1.0/', '/Satoshi:28.1.0/', '/Satoshi:27.2.0/', '/Satoshi:29.1.0/Knots:20260210/', '/btcd:0.25.0/'];
const ADDRESS = {
  ipv4: () => `${pick(['192.0.2', '198.51.100', '203.0.113'])}.${int(1, 254)}:${pick([8333, 8333, int(20000, 60000)])}`,
  ipv6: () => `[2001:db8:${hex(4)}:${hex(3)}::${hex(2)}]:8333`,
  onion: () => `${base32(56)}.onion:8333`,
  i2p: () => `${base32(52)}.b32.i2p:0`,
  cjdns: () => `[fc00:${hex(4)}:${hex(4)}:${hex(4)}::${hex(2)}]:8333`,
};

export function events() {
  return readFileSync(new URL('./events.ndjson', import.meta.url), 'utf8').trim().split('\n').map((l) => JSON.parse(l));
}

let nextPeer = 0;
export function peer(now, inbound = rnd() < 0.75) {
  const network = pick(['ipv4', 'ipv4', 'ipv4', 'ipv6', 'onion', 'onion', 'i2p', 'cjdns']);
  const since = now - Math.floor(rnd() ** 3 * 9 * 86_400_000);
  const sent = Math.floor(10 ** (4 + rnd() * 5.9));
  const id = nextPeer++;
  const p = {
    id, address: ADDRESS[network](), network, inbound,
    connection: inbound ? 'inbound' : pick(['outbound-full-relay', 'outbound-full-relay', 'outbound-full-relay', 'block-relay-only', 'manual']),
    services: pick(['NWL·2', 'NWL··', 'NWLF2', '·WL·2']), version: 70016, user_agent: pick(AGENTS), connected_at: since,
    ping_ms: Math.round((network === 'onion' || network === 'i2p' ? 300 + rnd() * 900 : 8 + rnd() * 90) * 10) / 10,
    bytes_in: Math.floor(sent * (0.1 + rnd())), bytes_out: sent, messages_in: int(100, 90_000), messages_out: int(100, 90_000),
    rate_in: Math.round(rnd() * 900), rate_out: Math.round(rnd() * 1_400), last_message_at: now - int(0, 40_000), synced_blocks: 976_412,
    transport: rnd() < 0.7 ? 'v2' : 'v1', misbehaved: rnd() < 0.01 ? 1 : 0, notes: rnd() < 0.06 ? [pick(['high-bandwidth compact blocks', '3 oversized inv', 'old blocks only'])] : [],
  };
  p.min_ping_ms = Math.round(p.ping_ms * 8) / 10;
  if (rnd() < 0.04) {
    delete p.ping_ms;
    delete p.min_ping_ms;
    delete p.user_agent;
    delete p.services;
  }
  return p;
}

function flush(at) {
  return { at, duration_micros: int(1_500_000, 2_300_000), mode: 'periodic', coins: int(2_000_000, 4_000_000), memory: int(390, 450) * 1_048_576, for_prune: false };
}

export function block(height, at, peers) {
  const kind = rnd();
  const announced = [];
  let offset = 0;
  for (let i = 0; i < int(6, 14); i++) {
    const p = pick(peers);
    announced.push({ peer: p.id, address: p.address, kind: pick(['cmpctblock', 'cmpctblock', 'headers', 'headers', 'headers', 'inv']), offset_micros: offset });
    offset += int(3_000, 60_000);
  }
  const asked = kind > 0.7;
  const trip = asked ? int(30_000, 90_000) : 0;
  const connect = int(90_000, 260_000) * (rnd() < 0.06 ? 2.5 : 1);
  const txs = int(900, 4_600);
  const b = {
    hash: blockHash(), height, connected_at: at + Math.round((trip + connect) / 1000), connect_micros: Math.round(connect), transactions: txs, inputs: txs * 2 + int(0, 900),
    sigops: txs * 10, bytes: int(1_100_000, 1_900_000), first_at: at, first_peer: announced[0].peer, announcements: announced, more_announcements: int(0, 12), mined_here: false,
  };
  if (kind < 0.95) b.compact = { result: asked ? 'round_trip' : 'hit', short_ids: txs - 1, prefilled: 1, ...(asked ? { requested: int(1, 12), round_trip_micros: trip } : {}) };
  if (rnd() < 0.05) b.flush = flush(at + 400);
  return b;
}

export class World {
  constructor({ peers = 41, demo = false, rate = 214 } = {}) {
    this.demo = demo;
    this.rate = rate;
    this.peers = new Map();
    const now = Date.now();
    this.started = now - 4 * 86_400_000 - 7_200_000;
    while (this.peers.size < peers) {
      const p = peer(now, this.peers.size >= 10);
      this.peers.set(String(p.id), p);
    }
    const list = [...this.peers.values()];
    this.blocks = {};
    let at = now - 240_000;
    for (let i = 0; i < 144; i++) {
      const b = block(976_412 - i, at, list);
      // Two in the same millisecond, as of a node that catches up.
      if (i === 2 || i === 3) b.flush = flush(now - 1_900_000);
      this.blocks[b.hash] = b;
      if (i === 0) this.tip = b;
      // One that was the tip for some seconds, until this one took its place.
      if (i === 5) this.blocks['0'.repeat(20) + 'ab'.repeat(22)] = { ...b, hash: '0'.repeat(20) + 'ab'.repeat(22), first_at: b.first_at - 9_000, connected_at: b.connected_at - 9_000 };
      at -= Math.round(-Math.log(1 - rnd() * 0.98) * 600_000) + 20_000;
    }
    this.delivered = 18_204_411;
    this.pool = { transactions: 41_906, vbytes: 62_400_000, usage: 181_000_000, max_bytes: 300_000_000, min_fee: 1_000, total_fee: 112_345_678, as_of: now };
    this.changes = [
      { at: this.tip.connected_at, state: 'ok', node: 'main', text: `Block 976 412 connected in ${Math.round(this.tip.connect_micros / 1000)} ms, first from peer ${this.tip.first_peer}` },
      { at: now - 420_000, state: 'ok', node: 'main', text: 'Peer 241 came in over Tor, asks for compact blocks' },
      { at: now - 540_000, state: 'gone', node: 'main', text: 'Peer 236 left after 9 s, sent no version' },
      { at: now - 660_000, state: 'warn', node: 'main', text: 'Outbound peer 88 timed out, ping older than 20 min' },
      { at: now - 1_200_000, state: 'ok', node: 'main', text: 'UTXO cache flushed: 412 MiB in 1.9 s' },
      { at: now - 2_220_000, state: 'gone', node: 'main', text: '4 peers of 198.51.100.0/24 left within 2 s' },
    ];
  }

  /** A tenth of a second passes. */
  step() {
    const now = Date.now();
    this.delivered += Math.round(this.rate / 10);
    const list = [...this.peers.values()];
    for (let i = 0; i < Math.max(2, list.length / 12); i++) {
      const p = pick(list);
      p.bytes_in += int(100, 5_000);
      p.bytes_out += int(100, 7_000);
      p.messages_in += int(1, 9);
      p.messages_out += int(1, 9);
      p.rate_in = Math.round(rnd() * 900);
      p.rate_out = Math.round(rnd() * 1_400);
      p.last_message_at = now;
    }
    if (rnd() < 0.02) {
      const gone = pick(list);
      this.peers.delete(String(gone.id));
      const come = peer(now, gone.inbound);
      come.connected_at = now;
      this.peers.set(String(come.id), come);
    }
    this.pool.transactions += int(-3, 6);
    this.pool.vbytes += int(-800, 1_600);
    if (now - this.pool.as_of > 2_000) this.pool.as_of = now;
  }

  /** A block comes. */
  mine() {
    const b = block(this.tip.height + 1, Date.now(), [...this.peers.values()]);
    const old = Object.values(this.blocks).sort((a, c) => a.height - c.height)[0];
    delete this.blocks[old.hash];
    this.blocks[b.hash] = this.tip = b;
    this.changes = [{ at: b.connected_at, state: 'ok', node: 'main', text: `Block ${b.height} connected` }, ...this.changes].slice(0, 100);
  }

  node(over = {}) {
    const list = [...this.peers.values()];
    const inbound = list.filter((p) => p.inbound).length;
    const now = Date.now();
    return {
      key: 'main', kind: 'bitcoind', demo: this.demo, state: 'ok', word: this.demo ? 'made up' : 'at the tip', since: now - 12 * 86_400_000 - 15_000_000, detail: '', chain: this.demo ? 'regtest' : 'main',
      version: '/Satoshi:31.0.0/', pid: 4711, started_at: this.started,
      tip: { height: this.tip.height, headers: this.tip.height, hash: this.tip.hash, time: this.tip.first_at - 9_000, connected_at: this.tip.connected_at },
      connections: { inbound, outbound: list.length - inbound, as_of: now }, mempool: this.pool,
      rates: { bytes_in: 34_000 + int(0, 900), bytes_out: 41_000 + int(0, 900), messages_in: this.rate * 0.5, messages_out: this.rate * 0.4, mempool_added: 6.1, events: this.rate + int(-9, 9) },
      disk: { bytes: 812_000_000_000, pruned: false },
      tracepoints: { state: 'ok', attached: TRACEPOINTS, missing: [], lost: 0, detail: '' },
      rpc: { state: 'ok', word: 'answers', as_of: now - 400, took_ms: 2.1, detail: '', forbidden: [] }, warnings: [], ...over,
    };
  }

  now(over = {}) {
    const node = this.node(over.node);
    return {
      demo: this.demo,
      verdict: over.verdict ?? (this.demo
        ? { state: 'ok', sentence: 'This is the demo node. Its data is made up.', reasons: [{ state: 'ok', node: 'main', fact: 'No peer, block or payment below exists', rest: '' }, { state: 'unknown', node: 'vedette', fact: 'No Bitcoin node was found', rest: 'on this machine' }, { state: 'ok', node: 'vedette', fact: '0 lost', rest: 'of 4.7 M made-up events' }] }
        : { state: 'ok', sentence: 'Your Bitcoin node is well.', reasons: [{ state: 'ok', node: 'main', fact: 'At the tip,', rest: `block ${this.tip.height}` }, { state: 'ok', node: 'main', fact: `${this.peers.size} peers`, rest: 'on 5 networks' }, { state: 'ok', node: 'vedette', fact: '0 lost', rest: 'of 18.2 M events' }] }),
      nodes: over.nodes ?? { main: node },
      services: over.services?.() ?? {},
      changes: over.changes ?? this.changes,
    };
  }

  peersView() {
    return { as_of: Date.now(), unlisted: 0, peers: Object.fromEntries(this.peers) };
  }
  sessions(from, to) {
    return Array.from({ length: 40 }, (_, i) => {
      const closed = to - (i + 0.5) * ((to - from) / 40);
      const inbound = i % 3 > 0;
      return { peer: 900 - i, address: `198.51.100.${(i * 7) % 250}:${inbound ? 40_000 + i : 8333}`, network: 'ipv4', connection: inbound ? 'inbound' : 'outbound-full-relay', inbound, ...(i % 9 === 4 ? {} : { opened_at: closed - (i % 5 + 1) * 400_000 }), closed_at: closed, ...(i % 8 === 0 ? { end: 'evicted' } : {}), bytes_in: 40_000 + i * 9_000, bytes_out: 91_000 + i * 4_000, messages_in: 200 + i, messages_out: 310 + i };
    });
  }
  blocksView() {
    return { blocks: this.blocks, last_flush: this.lastFlush ??= flush(Date.now() - 1_200_000) };
  }
  mempoolView() {
    return (this.mempool ??= {
      pool: this.pool, added: 21_904, added_vbytes: 8_900_000, added_fees: 61_234_567, removed: { block: 20_113, replaced: 412, expiry: 3, sizelimit: 0, conflict: 1 }, replaced: 412,
      rejected: { 'txn-mempool-conflict': 812, 'min relay fee not met': 411, 'insufficient fee': 120, 'bad-txns-inputs-missingorspent': 44, 'too-long-mempool-chain': 3 },
      fee_rates: [1, 2, 3, 5, 8, 12, 20, 30, 50, 100].map((from, i) => ({ from, transactions: int(20, 4_000), vbytes: Math.round(2_400_000 / (1 + Math.abs(i - 3))) })),
      last_replaced: Array.from({ length: 12 }, (_, i) => ({ at: Date.now() - i * 31_000, txid: hex(64), fee_rate: int(1_000, 9_000), by: hex(64), by_fee_rate: int(9_000, 30_000) })),
      last_rejected: Array.from({ length: 12 }, (_, i) => ({ at: Date.now() - i * 17_000, txid: hex(64), reason: pick(['txn-mempool-conflict', 'min relay fee not met', 'insufficient fee']) })),
    });
  }
  networkView() {
    const groups = new Map();
    for (const p of this.peers.values()) {
      const key = `${p.network} ${p.inbound} ${p.connection}`;
      const g = groups.get(key) ?? { network: p.network, inbound: p.inbound, connection: p.connection, peers: 0 };
      g.peers++;
      groups.set(key, g);
    }
    return {
      connections: [...groups.values()], opened: { ipv4: 41, onion: 22, ipv6: 9, i2p: 2 }, closed: { ipv4: 39, onion: 24, ipv6: 8 }, evicted: 7, misbehaving: 1,
      diversity: { subnets: 31, largest_subnet: 4 }, gossip: { messages_in: 812, addresses_in: 9_411, messages_out: 1_904, addresses_out: 20_114 },
      known: { ipv4: { fresh: 21_904, tried: 4_112 }, ipv6: { fresh: 6_204, tried: 812 }, onion: { fresh: 14_220, tried: 1_904 }, i2p: { fresh: 1_904, tried: 204 }, cjdns: { fresh: 12, tried: 3 } },
      oddities: [
        { at: Date.now() - 240_000, kind: 'oversized_inv', sentence: 'It announced 50 000 transactions in one message, the most that is allowed; honest peers send a few dozen.', peer: 17, count: 3 },
        { at: Date.now() - 2_100_000, kind: 'many_from_one_subnet', sentence: '9 inbound peers share 198.51.100.0/24: one operator may hold several of your slots.', count: 1 },
      ],
    };
  }
  system(over = {}) {
    const n = TRACEPOINTS.length;
    return {
      version: '0.9.2', started_at: this.started, cpu: 0.041, rss: 171_000_000, heap_used: 61_000_000, heap_max: 134_000_000,
      tracepoints: TRACEPOINTS.map((event, i) => ({ event, delivered: Math.round((this.delivered / n) * (i < 2 ? 6 : 0.4)), bytes: Math.round((this.delivered / n) * 300), lost: 0, payloads: 0, faults: 0, dropped: 0, cut: 0, filtered: 0 })),
      queues: [
        { name: 'ring buffer of main', depth: int(0, 90_000), capacity: 33_554_432, unit: 'bytes', dropped: 0 },
        { name: 'history', depth: int(0, 40), capacity: 8_192, unit: 'samples', dropped: 0 },
        { name: 'live clients', depth: 2, capacity: 128, unit: 'clients', dropped: 0 },
      ],
      polls: ['getblockchaininfo', 'getnetworkinfo', 'getmempoolinfo', 'getpeerinfo', 'getnettotals', 'getchaintips', 'uptime'].map((call, i) => ({ target: 'main', call, state: 'ok', word: 'answers', as_of: Date.now() - int(100, 4_000), took_ms: 0.8 + i })),
      history: { state: 'ok', detail: '', bytes: 2_100_000_000, oldest: Date.now() - 40 * 86_400_000, written: 4_112_904, dropped: 0 }, ...over,
    };
  }

  peerView(id) {
    const row = this.peers.get(id);
    if (!row) return undefined;
    const types = ['tx', 'inv', 'cmpctblock', 'blocktxn', 'block', 'getdata', 'addrv2', 'headers', 'ping', 'pong', 'feefilter'];
    const r = random(Number(id) + 1);
    const last = events().filter((e) => e.message).slice(0, 24).map((e, i) => ({ ...e, time: new Date(Date.now() - 400 * (i + 1)).toISOString().replace('Z', '000000Z'), sequence: 10_000 - i, peer: { id: row.id, address: row.address, connection: row.connection } }));
    return { row, traffic: Object.fromEntries(types.map((t) => [t, { messages_in: Math.floor(r() * 9_000), bytes_in: Math.floor(10 ** (3 + r() * 6)), messages_out: Math.floor(r() * 9_000), bytes_out: Math.floor(10 ** (3 + r() * 6)) }])), last, misbehaviour: row.misbehaved ? [{ at: Date.now() - 900_000, what: 'inv message size = 50001' }] : [] };
  }
}

export const TRACEPOINTS = ['net:inbound_message', 'net:outbound_message', 'net:inbound_connection', 'net:outbound_connection', 'net:evicted_inbound_connection', 'net:closed_connection', 'net:misbehaving_connection', 'validation:block_connected', 'utxocache:flush', 'mempool:added', 'mempool:removed', 'mempool:replaced', 'mempool:rejected', 'coin_selection:selected_coins'];

const WAVES = { machine_fullest_disk_ratio: [0.82, 'ratio'], machine_memory_available_bytes: [19.4e9, 'bytes'], machine_load1: [0.8, 'tasks'], bytes_in: [34_000, 'B/s'], bytes_out: [41_000, 'B/s'], connections_inbound: [31, 'peers'], connections_outbound: [10, 'peers'], mempool_vbytes: [62_000_000, 'vB'], mempool_added: [6.1, '1/s'], mempool_removed: [5.8, '1/s'], mempool_rejected: [0.4, '1/s'], connections_opened: [1.2, '1/min'], connections_closed: [1.2, '1/min'], addresses_in: [2.6, '1/s'] };
export const seriesNames = () => Object.entries(WAVES).map(([name, [, unit]]) => ({ name, unit, about: `${name.replaceAll('_', ' ')} of the made-up node` }));

/** Values that are the same whenever they are asked for; with a hole an hour wide, five hours back. */
export function series(world, names, from, to, points) {
  const step = [10_000, 60_000, 3_600_000].find((s) => (to - from) / s <= points) ?? 3_600_000;
  const blocks = Object.values(world.blocks).map((b) => b.connected_at);
  const hole = world.started + 3.9 * 86_400_000;
  return {
    step_seconds: step / 1000,
    series: names.filter((n) => WAVES[n]).map((name) => {
      const [base, unit] = WAVES[name];
      const list = [];
      for (let t = Math.ceil(from / step) * step; t <= to; t += step) {
        if (t > hole && t < hole + 1_200_000) continue;
        const r = random((t / 1000) | 0)();
        const near = blocks.some((b) => t >= b - 10_000 && t < b + 40_000);
        let v = base * (0.85 + 0.3 * r + 0.1 * Math.sin(t / 900_000));
        if (name.startsWith('bytes') && near) v *= 3;
        if (name.endsWith('bound')) v = base - Math.round(2 + 2 * Math.sin(t / 700_000));
        if (name === 'mempool_vbytes') v = base * (1 + 0.03 * Math.sin(t / 1_300_000)) - (near ? 2_000_000 : 0);
        // Longer steps have seen more: now and then a spike.
        const most = step === 10_000 ? 1 : r > 0.97 ? 1.6 : 1.06;
        list.push([t, v, step === 10_000 ? v : v * 0.94, v * most].map((n) => Math.round(n * 100) / 100));
      }
      return { name, unit, points: list };
    }),
  };
}
