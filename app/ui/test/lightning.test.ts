import { expect, test } from 'vitest';
import { concern, how, month, type InFlight, type LightningPage } from '../src/lib/lightning';

const NOW = Date.UTC(2026, 10, 26, 12);
const page = (over: Partial<LightningPage> = {}): LightningPage => ({
  channels: [], more_channels: 0, in_flight: [], more_in_flight: 0, opening: [], closing: [], closed: [], closed_counts: {}, peers: [], more_peers: 0,
  forwards: [], changes: [], refused: [], ...over,
});
const payment = (over: Partial<InFlight>): InFlight => ({
  channel: '1x1x0', name: 'tern', incoming: false, forwarded: false, amount: 5, expiry_height: 100, blocks: 12, close_in_blocks: 12, first_seen: NOW,
  peer_offline: false, ...over,
});

test('a payment to a peer that is offline says when its channel closes by force', () => {
  expect(concern(page({ in_flight: [payment({ peer_offline: true })] }), NOW)).toBe(
    'tern closes by force in 12 blocks, at about 14:00, unless its peer comes back.',
  );
});

test('a payment that comes in promises nothing that LND has not told', () => {
  expect(concern(page({ in_flight: [payment({ incoming: true, close_in_blocks: -4, peer_offline: true })] }), NOW)).toBe(
    'A payment from tern expires in 12 blocks, at about 14:00, and its peer is offline.',
  );
});

test('payments that expire late and those without a known height need no word', () => {
  const late = payment({ blocks: 90 });
  const { blocks, ...unknown } = payment({});
  expect(blocks).toBe(12);
  expect(concern(page({ in_flight: [unknown, late] }), NOW)).toBeUndefined();
});

test('a forced close comes before an offline channel', () => {
  const closing = { point: 'p', peer: 'q', name: 'sluice', forced: true, capacity: 9, limbo: 1_204_000, payments: 0, first_seen: NOW };
  expect(concern(page({ closing: [closing] }), NOW)).toMatch(/^The channel with sluice was closed by force: 1.204.000 sat on their way back\.$/);
});

test('the month has thirty days, with those on which nothing was forwarded', () => {
  const days = month([{ date: '2026-11-26', count: 4, amount: 9, fees: 1 }, { date: '2026-01-01', count: 1, amount: 1, fees: 1 }], NOW);
  expect(days).toHaveLength(30);
  expect(days[0]?.date).toBe('2026-10-28');
  expect(days.at(-1)?.count).toBe(4);
  expect(days.reduce((n, d) => n + d.count, 0)).toBe(4);
});

test('an unknown word of LND stays readable', () => {
  expect(how('LOCAL_FORCE_CLOSE')).toBe('by force, by us');
  expect(how('NEW_KIND')).toBe('new kind');
});
