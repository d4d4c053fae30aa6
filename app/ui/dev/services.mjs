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
      service('lnd', 'lnd', 'attic', 'ok', 'synced', { needs: ['main'], figures: [figure('active channels', '6 of 7'), figure('we can send', 16_222_000, 'sat'), figure('first payment expires in', 36, 'blocks')], detail: 'At block 976 412.' }),
      service('lnd-two', 'lnd', 'cellar', 'locked', 'wallet locked', { needs: ['main'], figures: [unknown('active channels', 'The wallet is locked'), unknown('we can send', 'The wallet is locked')], detail: 'It waits for the wallet\'s password. Do: lncli unlock' }),
      service('monerod', 'monerod', 'monerod', 'warn', 'no peers', { figures: [figure('height', 3_412_908, 'blocks'), figure('peers', 0, 'out'), figure('tip age', ago(3), 'time')], detail: 'The last peer left 6 min ago.' }),
      service('backup', 'backup', 'Backups', 'warn', 'nas is away', { figures: [figure('channels backed up', 12, 'channels'), figure('places', 2, 'places'), figure('proven', ago(95), 'time')], detail: 'nas.example: no such host' }),
      service('machine', 'machine', 'This machine', 'ok', 'well', { figures: [figure('disk free', 412e9, 'B'), figure('memory', 0.42, 'ratio'), figure('load', 0.8)] }),
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
};
