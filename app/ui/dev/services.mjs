// A made-up stack of services, in several states. What belongs to a kind's page is in PAGES by key.
const ago = (minutes) => Date.now() - minutes * 60_000;
const figure = (label, value, unit = '') => (typeof value === 'string' ? { label, text: value, unit: '', why: '' } : { label, value, unit, why: '' });
const unknown = (label, why) => ({ label, unit: '', why });

function service(key, kind, name, state, word, over = {}) {
  return { key, kind, name, state, word, since: ago(92), detail: '', as_of: Date.now() - 800, figures: [], needs: [], ...over };
}

export const services = () =>
  Object.fromEntries(
    [
      service('electrs', 'electrum', 'electrs', 'ok', 'at the tip', { needs: ['main'], figures: [figure('height', 976_412, 'blocks'), figure('latency', 3.2, 'ms'), figure('lag', 0, 'blocks')], detail: 'electrs 0.11.1 · protocol 1.4' }),
      service('lnd', 'lnd', 'attic', 'ok', 'synced', { needs: ['main'], figures: [figure('active channels', '6 of 7'), figure('we can send', 16_222_000, 'sat'), figure('first expires in', 36, 'blocks')], detail: 'At block 976 412.' }),
      service('lnd-two', 'lnd', 'cellar', 'locked', 'wallet locked', { needs: ['main'], figures: [unknown('active channels', 'The wallet is locked'), unknown('we can send', 'The wallet is locked')], detail: 'It waits for the wallet\'s password. Do: lncli unlock' }),
      service('monerod', 'monerod', 'monerod', 'warn', 'no peers', { figures: [figure('height', 3_412_908, 'blocks'), figure('peers', 0, 'out'), figure('tip age', ago(3), 'time')], detail: 'The last peer left 6 min ago.' }),
      service('backup', 'backup', 'Backups', 'warn', 'nas is away', { figures: [figure('channels backed up', 12, 'channels'), figure('places', 2, 'places'), figure('proven', ago(95), 'time')], detail: 'nas.example: no such host' }),
      service('units', 'units', 'Units', 'warn', 'electrs failed', { detail: 'electrs: exit-code. Look at: journalctl -u electrs.service', figures: [figure('run', 1), figure('failed', 1), figure('restarts in 1 h', 5)] }),
      service('certificates', 'certificates', 'Certificates', 'warn', 'one ends soon', { detail: '/srv/lnd/tls.cert ends in 11 d.', figures: [figure('certificates', 3), figure('first ends in', 86_400 * 11, 's'), figure('not seen', 1)] }),
      service('tor', 'tor', 'Tor', 'ok', 'in the Tor network', { detail: '2 onion services, 1 seen published.', figures: [figure('bootstrapped', 1, 'ratio'), figure('circuits', 14), figure('onion services', 2)] }),
      service('machine', 'machine', 'Machine', 'warn', 'disk /srv fills up', { figures: [figure('disk free', 412e9, 'B'), figure('memory', 0.42, 'ratio'), figure('load', 0.8)] }),
    ].map((s) => [s.key, s]),
  );

import { lightning } from './lightning.mjs';

export const PAGES = {
  lnd: lightning,
  monerod: () => ({
    network: 'mainnet', version: '0.18.4.0-release', update_available: false, restricted: false, offline: false, untrusted: false, synchronised: true, busy_syncing: false,
    height: 3_412_908, behind: 0, waiting_blocks: 0,
    tip: { height: 3_412_908, hash: `9d${'4c1e'.repeat(15)}a0`, time: ago(3), seen_at: ago(3), transactions: 31, weight: 88_204, reward: 0.6012, difficulty: 6.1e11 },
    links: { outgoing: 0, incoming: 0, white: 1_000, grey: 4_998, received: 8.1e9, sent: 21.4e9, behind: 0, ahead: 0, networks: {}, peers: [] },
    pool: { transactions: 18, bytes: 41_200, fees: 0.0021, oldest: ago(2), failing: 0, double_spends: 0, older_than_ten_minutes: 0 },
    disk: { database: 246e9, free: 412e9 }, rules: { version: 16, enabled: true, earliest: 2_688_888 }, fees: [20_000, 80_000, 320_000, 4_000_000], started: ago(9_000), masked: [], as_of: Date.now() - 800,
  }),
  electrs: () => ({
    software: 'electrs/0.11.1', protocol: '1.4', chain: 'main', bitcoin_chain: 'main', height: 976_412, bitcoin_height: 976_412, lag: 0,
    hash: `00000000000000000001${'7ac3'.repeat(11)}`, tip_time: ago(4),
    tips: [0, 1, 2, 3].map((i) => ({ height: 976_412 - i, hash: `0000000000000000000${i}${'7ac3'.repeat(11)}`, at: ago(4 + i * 11) })),
    ping_ms: 3.2, relay_fee: 0.1, fee_estimate: 2.04, mempool_vbytes: 41_882_000,
    fees: [[31, 80_000], [12, 412_000], [6, 1_900_000], [3, 7_100_000], [1, 22_400_000], [0.1, 9_990_000]].map(([rate, vbytes]) => ({ rate, vbytes })),
    peer_servers: 0, electrs: { mempool_transactions: 61_204, requests: 18_201, request_ms: 1.9, memory: 612e6 }, refused: [],
  }),
  backup: () => ({
    streams: [
      { name: 'scb/lnd', channels: true, live: 12, kept: 12, current: true, looked_at: ago(2), recorded_at: ago(310), verified_at: ago(95), trouble: '' },
      { name: 'files/conf', channels: false, live: 3, kept: 3, current: true, looked_at: ago(4), recorded_at: ago(4_000), trouble: '' },
    ],
    places: [
      { name: 'local', kind: 'directory', copies: 41, missing: 0, stored_at: ago(310), proven_at: ago(95), trouble: '' },
      { name: 'cellar', kind: 'restic', copies: 41, missing: 0, stored_at: ago(309), proven_at: ago(190), trouble: '' },
      { name: 'nas', kind: 'sftp', copies: 40, missing: 1, stored_at: ago(4_000), proven_at: ago(1_520), trouble: 'nas.example: no such host', trouble_since: ago(130) },
    ],
    damages: [{ at: ago(1_380), place: 'cellar', name: 'scb/lnd/20261125T060000Z-12channels.backup', what: 'different', healed: true }],
  }),
  machine: () => ({
    memory: { size: 33.5e9, available: 19.4e9, swap: 0, swap_free: 0 }, load: { load1: 0.8, load5: 0.9, load15: 0.7, cores: 8 }, started_at: ago(60 * 24 * 41),
    pressures: [{ resource: 'cpu', some: 0.04 }, { resource: 'io', some: 0.11, full: 0.08 }, { resource: 'memory', some: 0, full: 0 }],
    disks: [
      { mount: '/srv', device: '/dev/nvme0n1p2', file_system: 'ext4', read_only: false, size: 1.97e12, used: 1.97e12 - 61e9, available: 61e9, outlook: 'filling', full_in_seconds: 71_000 },
      { mount: '/', device: '/dev/sda2', file_system: 'ext4', read_only: false, size: 250e9, used: 250e9 - 190e9, available: 190e9, outlook: 'steady' },
      { mount: '/backup', device: '/dev/sdb1', file_system: 'xfs', read_only: false, size: 4e12, used: 4e12 - 3.6e12, available: 3.6e12, outlook: 'unknown' },
    ],
    disks_as_of: Date.now() - 9_000,
    directories: [
      { path: '/srv/bitcoin', mount: '/srv', device: '/dev/nvme0n1p2', bytes: 812e9, complete: true },
      { path: '/srv/lnd', mount: '/srv', device: '/dev/nvme0n1p2', bytes: 1.2e9, complete: false, remark: 'parts of it may not be read by this user' },
      { path: '/srv/monero', mount: '/srv', device: '/dev/nvme0n1p2', complete: false, remark: 'may not be read by this user' },
    ],
    directories_as_of: ago(12),
    temperatures: [{ chip: 'nvme', sensor: 'Composite', celsius: 48.9, critical: 84.9 }, { chip: 'k10temp', sensor: 'Tctl', celsius: 61.2 }],
    clock: { synchronised: true, most_error: 0.021 },
  }),
  units: () => ({
    units: [
      { name: 'electrs.service', state: 'warn', active: 'failed', sub: 'failed', result: 'exit-code', since: ago(14), restarts: 5, lately: 5 },
      { name: 'bitcoind.service', state: 'ok', active: 'active', sub: 'running', result: 'success', since: ago(60 * 24 * 9), memory: 3.1e9, restarts: 0, lately: 0 },
      { name: 'thunderhub.service', state: 'gone', active: 'inactive', sub: 'dead', result: 'success', lately: 0, restarts: 0 },
    ],
  }),
  certificates: () => ({
    certificates: [
      { where: '/srv/lnd/tls.cert', state: 'warn', subject: 'lnd', not_before: ago(60 * 24 * 408), not_after: Date.now() + 86_400_000 * 11 },
      { where: 'node.example:443', state: 'ok', subject: 'node.example', not_before: ago(60 * 24 * 20), not_after: Date.now() + 86_400_000 * 70 },
      { where: '/etc/ssl/gone.pem', state: 'unknown', trouble: 'there is no such file' },
    ],
  }),
  tor: () => ({
    version: '0.4.9.11', progress: 1, summary: 'Done', circuit: true, circuits: 14, started_at: ago(60 * 30), read: 812e6, written: 790e6,
    onions: [
      { name: 'lnd', address: `${'a'.repeat(56)}.onion`, ports: [9735], published: true, published_at: ago(38) },
      { name: 'electrs', ports: [50001] },
    ],
  }),
};
