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
      service('machine', 'machine', 'This machine', 'ok', 'well', { figures: [figure('disk free', 412e9, 'B'), figure('memory', 0.42, 'ratio'), figure('load', 0.8)] }),
    ].map((s) => [s.key, s]),
  );

import { lightning } from './lightning.mjs';

export const PAGES = { lnd: lightning };
