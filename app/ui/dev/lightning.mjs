// A made-up LND with seven channels, one of them without its peer and with a payment that expires.
const ago = (minutes) => Date.now() - minutes * 60_000;
const channel = (name, id, capacity, ours, over = {}) => ({
  id, point: `${id.replaceAll('x', '').padStart(64, 'a')}:0`, peer: `02${'d1'.repeat(32)}`, name, active: true, since: ago(17_000), since_seen: true,
  capacity, ours, theirs: capacity - ours - (over.in_flight ?? 0), our_reserve: capacity / 100, their_reserve: capacity / 100,
  can_send: Math.max(0, ours - capacity / 100), can_receive: Math.max(0, capacity - ours - (over.in_flight ?? 0) - capacity / 100), in_flight: 0, payments: 0, ...over,
});
const payment = (name, amount, incoming, blocks, over = {}) => ({
  channel: '958820x77x0', name, incoming, forwarded: !incoming, amount, expiry_height: 976_412 + blocks, blocks,
  close_in_blocks: incoming ? blocks - 16 : blocks, first_seen: ago(42), peer_offline: false, ...over,
});
const peer = (name, n, over = {}) => ({ pubkey: `03${String(n).repeat(64)}`, name, address: `192.0.2.${n}:9735`, inbound: n % 2 === 0, ping_ms: 40 + n * 7, bytes_sent: 4e6, bytes_received: 9e6 * n, flaps: n, last_flap_at: ago(n * 300), ...over });

export const lightning = () => ({
  wallet_state: 'SERVER_ACTIVE',
  node: { alias: 'attic', pubkey: `02${'ab'.repeat(32)}`, network: 'mainnet', version: '0.21.2-beta', height: 976_412, bitcoin_height: 976_412, header_at: ago(4), synced_to_chain: true, synced_to_graph: true, wallet_synced: true, as_of: Date.now() - 900 },
  balances: { ours: 17_640_000, theirs: 13_320_000, in_flight_ours: 52_000, in_flight_theirs: 214_000, confirmed: 812_440, unconfirmed: 0, anchor_reserve: 70_000, limbo: 1_204_000 },
  channels: [
    channel('lantern-2', '958820x77x0', 4e6, 1_460_000, { active: false, since: ago(134), in_flight: 150_000, payments: 1, expiry_blocks: 36 }),
    channel('tern', '966702x845x1', 6e6, 3_072_000, { in_flight: 52_000, payments: 1, expiry_blocks: 88 }),
    channel('orchard', '944017x2210x1', 1e7, 8_004_000, { in_flight: 64_000, payments: 1, expiry_blocks: 121 }),
    channel('harbor-7', '951203x1842x1', 5e6, 2_360_000), channel('milldam', '949310x1001x0', 3e6, 1_520_000, { is_private: true }),
    channel('quay-north', '961144x310x2', 2e6, 64_000, { since: ago(5_880), since_seen: false }), channel('foxglove', '970411x1290x0', 15e5, 1_477_000, { since: ago(550) }),
  ],
  more_channels: 0, channels_as_of: Date.now() - 900,
  in_flight: [payment('lantern-2', 150_000, true, 36, { peer_offline: true }), payment('tern', 52_000, false, 88), payment('orchard', 64_000, true, 121)], more_in_flight: 0,
  opening: [{ point: `${'c'.repeat(64)}:1`, peer: `02${'ee'.repeat(32)}`, name: '02eeeeeeee…', capacity: 2e6, ours: 1_996_000, confirmations_left: 3, expires_in_blocks: 2013 }],
  closing: [{ point: `${'d'.repeat(64)}:0`, peer: `02${'dd'.repeat(32)}`, name: 'sluice', forced: true, capacity: 25e5, limbo: 1_204_000, recovered: 0, blocks_left: 98, payments: 1, anchor: 'LIMBO', first_seen: ago(700) }], pending_as_of: Date.now() - 4_000,
  closed: [{ id: '900100x4x0', peer: `02${'cc'.repeat(32)}`, name: 'old-mill', how: 'COOPERATIVE_CLOSE', height: 961_002, capacity: 1e6, settled: 480_000, by: 'REMOTE' }], closed_counts: { COOPERATIVE_CLOSE: 3 },
  peers: [peer('lantern-2', 3, { last_error: 'link failed' }), peer('tern', 1), peer('orchard', 2), peer('foxglove', 14)], more_peers: 0, peers_as_of: Date.now() - 9_000,
  forwards: Array.from({ length: 30 }, (_, i) => ({ date: new Date(ago(i * 1440)).toISOString().slice(0, 10), count: 5 + ((i * 7) % 23), amount: 2e6, fees: 40 + i })).reverse(),
  tower: { backups: 41_022, pending: 0, failed: 0, as_of: Date.now() - 40_000 },
  certificate: { not_before: ago(260_000), not_after: Date.now() + 211.5 * 86_400_000 },
  changes: [{ at: ago(20), kind: 'online', text: 'foxglove came back after 40 s.' }, { at: ago(134), kind: 'offline', text: 'The peer of lantern-2 went offline.' }],
  refused: [],
});
