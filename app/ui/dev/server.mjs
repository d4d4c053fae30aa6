// Stands in for Vedette: serves dist/ and the contract of docs/live.md with made-up data. For
// developing the dashboard, and for tests of states that are hard to bring about for real.
//
//   node dev/server.mjs [--port 21999] [--scene NAME]
//
// POST /dev/scene {"name":"busy"} changes what happens; the names are the keys of SCENES.
import { alerts, alertCalls } from './alerts.mjs';
import { PAGES, services } from './services.mjs';
import { truebit, truebitCalls, truebitService } from './truebit.mjs';
import { createServer } from 'node:http';
import { readFileSync, existsSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import { accept } from './ws.mjs';
import { World, TRACEPOINTS, events, series, seriesNames } from './world.mjs';

const DIST = new URL('../dist/', import.meta.url).pathname;
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml' };
const CSP = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const KINDS = JSON.parse(readFileSync(new URL('../test/kinds.json', import.meta.url), 'utf8'));

/** What the public view leaves out: the same keys as in docs/live.md. */
const HIDDEN = new Set(['reasons', 'changes', 'services', 'warnings', 'detail', 'version', 'pid', 'started_at', 'rpc', 'tracepoints', 'first_peer', 'mined_here', 'address', 'user_agent', 'peer', 'prune_height']);

const SCENES = {
  normal: {},
  demo: { demo: true },
  busy: { peers: 500, rate: 20_000 },
  empty: { empty: true },
  young: { young: true },
  syncing: { node: { state: 'syncing', word: 'syncing', sync: { progress: 0.6123, blocks_behind: 212_904, left_low_seconds: 11_000, left_high_seconds: 14_400 } }, verdict: { state: 'syncing', sentence: 'Your node is syncing: about 3 to 4 h left.', reasons: [{ state: 'syncing', node: 'main', fact: '61 %', rest: 'of the chain is verified' }] } },
  stale: { node: { state: 'stale', word: 'does not answer', detail: 'RPC has not answered since 14:29; tracepoints are silent too' }, verdict: { state: 'stale', sentence: 'bitcoind has not been heard of for 4 min.', reasons: [{ state: 'stale', node: 'main', fact: 'No answer by RPC', rest: 'since 14:29' }] } },
  error: { node: { state: 'warn', word: 'wrong credentials', detail: '401: the cookie file was read, bitcoind refused it', rpc: { state: 'bad', word: 'wrong credentials', detail: 'bitcoind refuses the cookie: is -rpccookiefile another file?', forbidden: [] } }, verdict: { state: 'warn', sentence: 'Your node runs, but RPC refuses Vedette.', reasons: [{ state: 'warn', node: 'main', fact: 'Wrong credentials', rest: 'for RPC: tell Vedette where the cookie is' }] }, system: { history: { state: 'bad', detail: 'The disk is full: nothing is kept since 14:02. Free 200 MB.', dropped: 9_120 } } },
  stack: { services },
  // Every kind of service in every state, as the API gives it.
  kinds: { services: () => Object.fromEntries(KINDS.map((s) => [s.key, s])) },
  // A TrueBit node, and what block chains say of it.
  ...Object.fromEntries(['none', 'ok', 'stale', 'down', 'secret', 'reverted'].map((chain) => [`truebit-${chain}`, { services: () => ({ truebit: truebitService() }), truebit: chain }])),
  alerts: { alerts: true },
  losing: { node: { tracepoints: { state: 'warn', attached: TRACEPOINTS, missing: [], lost: 1_204, detail: 'The ring was full' } } },
  disconnected: { down: true },
  public: { scope: 'public' },
  login: { login: true },
  behind: { behind: true },
  gap: { gap: true },
};

/** What of the world changed, as a merge patch; undefined if nothing. Arrays go as a whole. */
function difference(before, after) {
  if (before === after) return undefined;
  if (typeof before !== 'object' || typeof after !== 'object' || before === null || after === null || Array.isArray(before) || Array.isArray(after))
    return JSON.stringify(before) === JSON.stringify(after) ? undefined : after;
  let patch;
  for (const key of Object.keys(before)) if (!(key in after)) (patch ??= {})[key] = null;
  for (const key of Object.keys(after)) {
    const part = key in before ? difference(before[key], after[key]) : after[key];
    if (part !== undefined) (patch ??= {})[key] = part;
  }
  return patch;
}

export function start({ port = 0, scene = 'normal' } = {}) {
  const samples = events();
  let name = scene;
  let s = SCENES[scene] ?? {};
  let world = new World(s);
  let loggedIn = false;
  let recordings = [];
  let tokens = [];
  const clients = new Set();

  const states = {
    now: () => (s.empty ? { demo: false, verdict: { state: 'unknown', sentence: 'No Bitcoin node runs on this machine yet.', reasons: [{ state: 'ok', node: 'vedette', fact: 'Kernel and permission', rest: 'Tracepoints can be attached (Linux 6.12)' }, { state: 'gone', node: 'vedette', fact: 'Running node', rest: 'No process named bitcoind, bitcoin-qt or bitcoin-node among 214 processes' }, { state: 'warn', node: 'vedette', fact: 'Data directory', rest: '/var/lib/bitcoind exists, last written 3 d ago: a node ran here, but does not run now' }] }, nodes: {}, services: {}, changes: [] } : world.now(s)),
    'peers/main': () => world.peersView(), 'blocks/main': () => world.blocksView(), 'mempool/main': () => world.mempoolView(), 'network/main': () => world.networkView(), alerts: () => alerts(s), system: () => world.system(s.system),
  };
  for (const [key, page] of Object.entries(PAGES))
    states[`service/${key}`] = () => ({ service: services()[key], readings: [], page: page() });
  states['service/truebit'] = () => ({ service: truebitService(), readings: [], page: truebit(s) });
  const view = (topic) => JSON.parse(JSON.stringify(states[topic]()), s.scope === 'public' ? (key, value) => (HIDDEN.has(key) ? undefined : value) : undefined);

  function client(request, socket) {
    const c = { topics: new Map(), select: null, pace: 100, sequence: 0, last: 0, skipped: 0, sentAt: 0 };
    const send = (frame) => c.ws.send(JSON.stringify(frame));
    const snapshot = (topic) => {
      const state = view(topic);
      const n = (c.topics.get(topic)?.n ?? 0) + 1;
      c.topics.set(topic, { n, state, at: Date.now() });
      send({ topic, n, state });
    };
    c.ws = accept(request, socket, {
      gone: () => clients.delete(c),
      text: (message) => {
        const said = JSON.parse(message);
        if (said.subscribe) {
          for (const t of c.topics.keys()) if (!said.subscribe.includes(t)) c.topics.delete(t);
          for (const t of said.subscribe) {
            if (!states[t]) send({ error: { message: `no such topic: ${t}` } });
            else if (!c.topics.has(t)) snapshot(t);
          }
        }
        if (said.resync) snapshot(said.resync);
        if (said.events) c.select = said.events.node ? said.events : null;
        if (said.pace) c.pace = said.pace;
      },
    });
    c.tick = (now) => {
      if (c.ws.waiting() > 4 << 20) {
        send({ behind: 1 });
        return;
      }
      if (now - c.sentAt >= c.pace) {
        c.sentAt = now;
        for (const [topic, had] of c.topics) {
          // As Vedette: peers rest longer.
          const peers = topic.startsWith('peers/');
          if (peers && now - had.at < 450) continue;
          const state = view(topic);
          const patch = difference(had.state, state);
          if (patch === undefined) continue;
          const n = had.n + 1;
          c.topics.set(topic, { n, state, at: now });
          if (s.gap && n % (peers ? 8 : 40) === 0) continue;
          send({ topic, n, patch });
        }
      }
      if (s.behind && Math.random() < 0.02) send({ behind: 3 });
      if (c.select) {
        const all = make(c, Math.round(world.rate / 10));
        const most = Math.ceil((c.select.most ?? Infinity) / 10);
        send({ events: all.slice(-most), skipped: Math.max(0, all.length - most) + (s.rate ? 7 : 0) });
      }
      if (now - c.last > 5_000) {
        c.last = now;
        send({ time: now });
      }
    };
    send({ hello: { version: '0.9.2', scope: s.scope ?? 'admin', time: Date.now() } });
    clients.add(c);
  }

  const peerIds = () => [...world.peers.values()];
  function make(c, n) {
    const wanted = /message=([\w,]+)/.exec(c.select.select)?.[1].split(',');
    const peer = /peer=(\d+)/.exec(c.select.select)?.[1];
    const from = samples.filter((e) => (!wanted || wanted.includes(e.message?.type)) && (peer === undefined || e.event.startsWith('net:')));
    const list = peerIds();
    const now = Date.now();
    return Array.from({ length: from.length ? Math.max(1, Math.round((n * from.length) / samples.length)) : 0 }, (_, i) => {
      const e = from[c.sequence++ % from.length];
      const nanos = String(Math.floor((i / n) * 100_000_000)).padStart(9, '0');
      const p = peer === undefined ? list[c.sequence % list.length] : (world.peers.get(peer) ?? list[0]);
      const made = { ...e, time: `${new Date(now).toISOString().slice(0, 19)}.${nanos.slice(0, 9)}Z`, sequence: c.sequence };
      made.time = new Date(now - 100 + (i / n) * 100).toISOString().replace('Z', `${nanos.slice(-6)}Z`);
      if (e.peer) made.peer = { id: p.id, address: p.address, connection: p.connection };
      if (!c.select.payload && e.message) {
        made.message = { ...e.message };
        delete made.message.payload;
      }
      return made;
    });
  }

  const timer = setInterval(() => {
    world.step();
    const now = Date.now();
    for (const c of clients) c.tick(now);
  }, 100);

  async function body(request) {
    let text = '';
    for await (const part of request) text += part;
    return text ? JSON.parse(text) : {};
  }
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, 'http://x');
    const json = (status, value, headers = {}) => {
      response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
      response.end(value === undefined ? '' : JSON.stringify(value));
    };
    const wrong = (status, message, more = {}, headers = {}) => json(status, { error: { message, ...more } }, headers);
    if (url.pathname === '/dev/scene') {
      const asked = await body(request);
      name = asked.name;
      s = SCENES[name] ?? {};
      if (asked.fresh !== false) world = new World(s);
      loggedIn = false;
      if (s.down) for (const c of clients) c.ws.close();
      for (const c of clients) c.topics.forEach((_, t) => c.topics.set(t, { ...c.topics.get(t) }));
      return json(200, { name });
    }
    if (url.pathname === '/dev/mine') {
      world.mine();
      return json(200, {});
    }
    const ofTruebit = url.pathname.startsWith('/api/') ? truebitCalls(url.pathname.slice(5), request.headers) : undefined;
    if (ofTruebit) return json(...ofTruebit);
    if (url.pathname.startsWith('/api/v1/')) {
      const path = url.pathname.slice(8);
      const q = url.searchParams;
      if (s.down) return request.socket.destroy();
      if (path === 'session' && request.method === 'POST') {
        const { password } = await body(request);
        if (password === 'throttled') return wrong(429, 'Too many tries.', {}, { 'Retry-After': '30' });
        if (password !== 'right') return wrong(401, 'That is not the password.');
        loggedIn = true;
        return json(204);
      }
      if (s.login && !loggedIn) return wrong(401, 'Log in first.', { code: 'unauthenticated' });
      if (path === 'session' && request.method === 'DELETE') return (loggedIn = false), json(204);
      if (path === 'session') return json(200, { scope: s.scope ?? 'admin', demo: !!s.demo, version: '0.9.2', nodes: s.empty ? [] : [{ key: 'main', name: s.demo ? 'demo node' : 'bitcoind · main', demo: !!s.demo }], ...(s.scope === 'public' ? {} : { history_since: Date.now() - (s.young ? 60_000 : 40 * 86_400_000) }), csrf: 'token' });
      if (path === 'words') return json(200, { keys: ['event', 'message', 'direction', 'peer', 'address', 'connection', 'network'], events: [...TRACEPOINTS, 'utxocache:add', 'utxocache:spent', 'utxocache:uncache'], messages: ['version', 'verack', 'addr', 'addrv2', 'sendaddrv2', 'inv', 'getdata', 'notfound', 'getheaders', 'getblocks', 'tx', 'block', 'headers', 'ping', 'pong', 'feefilter', 'sendheaders', 'sendcmpct', 'cmpctblock', 'getblocktxn', 'blocktxn', 'getcfilters', 'cfilter', 'cfheaders', 'wtxidrelay', 'reject'], directions: ['inbound', 'outbound'], connections: ['inbound', 'manual', 'feeler', 'outbound-full-relay', 'block-relay-only', 'addr-fetch', 'private-broadcast'], networks: ['ipv4', 'ipv6', 'onion', 'i2p', 'cjdns', 'unroutable', 'internal'] });
      if (path === 'selection/check') {
        const text = q.get('select') ?? '';
        const bad = /blok\b/.exec(text) ?? /mesage/.exec(text);
        return bad ? wrong(422, `${bad[0]}: no such word. Nearest: ${bad[0] === 'blok' ? 'block' : 'message'}.`, { at: bad.index, length: bad[0].length, nearest: bad[0] === 'blok' ? 'block' : 'message' }) : json(204);
      }
      const alarm = path.startsWith('alerts/') ? alertCalls(path, request.method, request.method === 'POST' ? await body(request) : {}, q.get('id')) : undefined;
      if (alarm) return json(...alarm);
      if (path === 'series/names') return json(200, { series: seriesNames() });
      if (path === 'series') return json(200, series(world, (q.get('names') ?? '').split(','), Number(q.get('from')), Number(q.get('to')), Number(q.get('points') ?? 500)));
      if (path === 'blocks') return json(200, { blocks: Object.values(world.blocks).sort((a, b) => b.height - a.height).filter((b) => b.height < Number(q.get('before'))).slice(0, Number(q.get('limit'))) });
      if (path === 'sessions') return json(200, { sessions: world.sessions(Number(q.get('from')), Number(q.get('to'))) });
      if (path === 'recordings' && request.method === 'POST') {
        const r = { id: String(recordings.length + 1), ...(await body(request)), started_at: Date.now(), events: 0, bytes: 0, dropped: 0, files: [] };
        recordings = [...recordings, r];
        return json(200, r);
      }
      if (path === 'recordings') return json(200, { recordings });
      if (path.startsWith('recordings/')) return (recordings = recordings.filter((r) => r.id !== path.slice(11))), json(204);
      if (path === 'tokens' && request.method === 'POST') {
        const t = { id: String(tokens.length + 1), ...(await body(request)), created: Date.now() };
        tokens = [...tokens, t];
        return json(200, { ...t, token: 'vdt_made-up-secret' });
      }
      if (path === 'tokens') return json(200, { tokens });
      if (path.startsWith('tokens/')) return (tokens = tokens.filter((t) => t.id !== path.slice(7))), json(204);
      const peer = /^nodes\/main\/peers\/(\d+)$/.exec(path);
      if (peer) {
        const found = world.peerView(peer[1]);
        return found ? json(200, found) : wrong(404, `Peer ${peer[1]} has left.`);
      }
      return wrong(404, `no such path: ${path}`);
    }
    const path = normalize(join(DIST, url.pathname === '/' ? 'index.html' : url.pathname));
    if (!path.startsWith(DIST) || !existsSync(path)) return wrong(404, 'no such file');
    const gz = existsSync(`${path}.gz`) && /gzip/.test(request.headers['accept-encoding'] ?? '');
    const data = readFileSync(gz ? `${path}.gz` : path);
    response.writeHead(200, { 'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream', 'Content-Security-Policy': CSP, 'Content-Length': data.length, ...(gz ? { 'Content-Encoding': 'gzip' } : {}) });
    response.end(data);
  });
  server.on('upgrade', (request, socket) => (s.down || (s.login && !loggedIn) || !request.url.endsWith('/api/v1/live') ? socket.destroy() : client(request, socket)));
  return new Promise((resolve) =>
    server.listen(port, '127.0.0.1', () =>
      resolve({
        url: `http://127.0.0.1:${server.address().port}/`,
        scene: (to, fresh = true) => fetch(`http://127.0.0.1:${server.address().port}/dev/scene`, { method: 'POST', body: JSON.stringify({ name: to, fresh }) }),
        close: () => {
          clearInterval(timer);
          for (const c of clients) c.ws.close();
          server.close();
          server.closeAllConnections();
        },
      }),
    ),
  );
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const option = (key, or) => (process.argv.includes(key) ? process.argv[process.argv.indexOf(key) + 1] : or);
  const { url } = await start({ port: Number(option('--port', 21_999)), scene: option('--scene', 'normal') });
  console.log(`${url} scenes: ${Object.keys(SCENES).join(' ')}`);
}
