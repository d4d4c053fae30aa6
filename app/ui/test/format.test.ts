import { describe, expect, it } from 'vitest';
import * as f from '../src/lib/format';

const plain = (s: string) => s.replaceAll('\u202f', ' ');

describe('numbers', () => {
  it.each([[0, '0'], [999, '999'], [1000, '1 000'], [976412, '976 412'], [-12345, '−12 345'], [1e15, '1 000 000 000 000 000']])('%d has thin spaces', (n, text) => expect(plain(f.whole(n))).toBe(text));
  it.each([[0, '0 B'], [999, '999 B'], [1000, '1.0 kB'], [19_000, '19.0 kB'], [412_000_000, '412 MB'], [8_400_000_000, '8.4 GB'], [999_999, '1.0 MB'], [1e18, '1 000 000 TB']])('%d bytes in powers of a thousand', (n, text) => expect(plain(f.bytes(n))).toBe(text));
  it('MiBWhereCoreCountsSo', () => expect(f.mebibytes(314_572_800)).toBe('300 MiB'));
  it.each([[0, '0 %'], [0.041, '4.1 %'], [0.7083, '71 %'], [0.9999, '99.99 %'], [1, '100 %']])('%d as a share', (n, text) => expect(plain(f.percent(n))).toBe(text));
  it.each([[1000, '1.00'], [14_200, '14.2'], [250_000, '250']])('%d sat/kvB in sat/vB', (n, text) => expect(f.feeRate(n)).toBe(text));
  it.each([[214, '214'], [99_999, '99 999'], [18_200_000, '18.2 M']])('%d counted', (n, text) => expect(plain(f.count(n))).toBe(text));
});

describe('times', () => {
  it.each([[0, '0 s'], [59_999, '59 s'], [60_000, '1 min'], [8_040_000, '2 h 14 min'], [7_200_000, '2 h'], [1_051_200_000, '12 d 4 h'], [86_400_000, '1 d'], [-5, '0 s']])('%d ms is %s old', (ms, text) => expect(f.age(ms)).toBe(text));
  it.each([[0.05, '50 µs'], [0.8, '0.80 ms'], [61.6, '61.6 ms'], [182.4, '182 ms'], [1_900, '1.9 s'], [120_000, '2 min']])('%d ms took %s', (ms, text) => expect(f.took(ms)).toBe(text));
  it.each([[11_000, 14_400, '3 to 4 h'], [1_100, 1_300, '18 to 22 min'], [1_190, 1_210, 'about 20 min'], [10, 20, 'about 1 min'], [200_000, 300_000, '2 to 3 d']])('%d to %d seconds are left', (a, b, text) => expect(f.span(a, b)).toBe(text));
  it('areInUtc', () => expect(f.stamp(Date.UTC(2026, 10, 21, 14, 27, 53))).toBe('2026-11-21 14:27:53 UTC'));
});

describe('shortened', () => {
  it('hashesOfBlocksShowWhatDiffers', () => expect(f.shortHash(`${'0'.repeat(19)}${'a'.repeat(41)}1c3f`)).toBe('00000000…aaaa1c3f'));
  it('onionAddressesKeepTheirEnd', () => expect(f.shortAddress(`${'tm2zpo5be'}${'x'.repeat(43)}f3mj.onion:8333`)).toBe('tm2zpo5be…f3mj.onion'));
  it.each(['203.0.113.41:8333', '[2001:db8:8e75:fae::9f]:8333', 'node.example:8333'])('%s stays as it is', (a) => expect(f.shortAddress(a)).toBe(a));
});
