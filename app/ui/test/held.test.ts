import { describe, expect, it } from 'vitest';
import { HeldOrder, LINGER, moves } from '../src/lib/held';
import { comparator, rowFilter } from '../src/lib/peers';
import { slice } from '../src/lib/virtual.svelte';
import type { PeerRow } from '../src/lib/views';

const rows = (values: Record<string, number>) => new Map(Object.entries(values));
const falling = (a: number, b: number) => b - a;

describe('an order', () => {
  it('followsTheValuesWhileNobodyReads', () => {
    const h = new HeldOrder<number>();
    expect(h.arrange(rows({ 1: 5, 2: 9 }), falling, false, 0).ids).toEqual(['2', '1']);
    expect(h.arrange(rows({ 1: 10, 2: 9 }), falling, false, 0).ids).toEqual(['1', '2']);
  });
  it('standsStillWhileSomebodyReadsAndSaysHowManyWouldMove', () => {
    const h = new HeldOrder<number>();
    h.arrange(rows({ 1: 5, 2: 9, 3: 7 }), falling, false, 0);
    const held = h.arrange(rows({ 1: 50, 2: 9, 3: 7 }), falling, true, 0);
    expect(held.ids).toEqual(['2', '3', '1']);
    expect(held.wouldMove).toBe(1);
  });
  it('putsNewRowsAtTheEndWhileItIsHeld', () => {
    const h = new HeldOrder<number>();
    h.arrange(rows({ 1: 5, 2: 9 }), falling, false, 0);
    expect(h.arrange(rows({ 1: 5, 2: 9, 3: 100 }), falling, true, 0).ids).toEqual(['2', '1', '3']);
  });
  it('keepsRowsThatLeftForTenSeconds', () => {
    const h = new HeldOrder<number>();
    h.arrange(rows({ 1: 5, 2: 9 }), falling, false, 0);
    const gone = h.arrange(rows({ 1: 5 }), falling, true, 100);
    expect(gone.ids).toEqual(['2', '1']);
    expect([...gone.gone]).toEqual(['2']);
    expect(h.row('2')).toBe(9);
    expect(h.arrange(rows({ 1: 5 }), falling, true, 100 + LINGER + 1).ids).toEqual(['1']);
  });
  it('doesNotSayOfARowThatIsFilteredOutThatItLeft', () => {
    const h = new HeldOrder<number>();
    h.arrange(rows({ 1: 5, 2: 9 }), falling, false, 0);
    const filtered = h.arrange(rows({ 1: 5 }), falling, true, 100, () => false);
    expect(filtered.ids).toEqual(['1']);
    expect(filtered.gone.size).toBe(0);
  });
  it('keepsNothingOfOtherRows', () => {
    const h = new HeldOrder<number>();
    h.arrange(rows({ 1: 5, 2: 9 }), falling, false, 0);
    h.clear();
    const others = h.arrange(rows({ 2: 3 }), falling, true, 1);
    expect(others.ids).toEqual(['2']);
    expect(others.gone.size).toBe(0);
  });
  it('takesARowBackThatReturns', () => {
    const h = new HeldOrder<number>();
    h.arrange(rows({ 1: 5 }), falling, false, 0);
    h.arrange(rows({}), falling, true, 1);
    expect(h.arrange(rows({ 1: 6 }), falling, true, 2).gone.size).toBe(0);
  });
  it('countsTheFewestMoves', () => {
    expect(moves(['a', 'b', 'c', 'd'], ['d', 'a', 'b', 'c'])).toBe(1);
    expect(moves(['a', 'b'], ['a', 'b'])).toBe(0);
    expect(moves(['a', 'b', 'c'], ['c', 'b', 'a'])).toBe(2);
  });
});

const peer = (over: Partial<PeerRow>): PeerRow => ({ id: 1, connection: 'inbound', inbound: true, bytes_in: 0, bytes_out: 0, messages_in: 0, messages_out: 0, rate_in: 0, rate_out: 0, misbehaved: 0, ...over });

describe('peers', () => {
  it.each([true, false])('whatIsNotKnownComesLast, down %s', (down) => {
    const list = [peer({ id: 1 }), peer({ id: 2, ping_ms: 5 }), peer({ id: 3, ping_ms: 9 })].sort(comparator('ping', down));
    expect(list[2]?.id).toBe(1);
  });
  it.each([
    ['network=onion', [2]], ['!network=onion', [1, 3]], ['network=onion,i2p', [2, 3]], ['satoshi', [1]], ['direction=outbound network=i2p', [3]], ['', [1, 2, 3]], ['peer=', [1, 2, 3]], ['!satoshi', [2, 3]],
  ])('%s finds %j', (query, ids) => {
    const list = [peer({ id: 1, network: 'ipv4', user_agent: '/Satoshi:31.0.0/' }), peer({ id: 2, network: 'onion' }), peer({ id: 3, network: 'i2p', inbound: false })];
    expect(list.filter(rowFilter(query)).map((p) => p.id)).toEqual(ids);
  });
});

describe('a long list', () => {
  it.each([[0, -1, 0], [4_800, -1, 0], [11_000, -1, 0], [4_800, 100, 300], [2_500, 100, 300]])('scrolled to %d keeps its whole height', (top, open, extra) => {
    const s = slice(500, top, 600, 24, open, extra);
    const drawn = (s.last - s.first) * 24 + (open >= s.first && open < s.last ? extra : 0);
    expect(s.above + drawn + s.below).toBe(500 * 24 + (open >= 0 ? extra : 0));
    expect(s.last - s.first).toBeLessThan(60);
  });
  it('isDrawnWithoutARowOutOfSightIfAskedFor', () => {
    expect(slice(500, 2_400, 600, 24, -1, 0, 0)).toEqual({ first: 100, last: 125, above: 2_400, below: 9_000 });
  });
});
