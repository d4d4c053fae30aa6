import { describe, expect, it } from 'vitest';
import { merge, type Json } from '../src/lib/merge';
import { Topics } from '../src/lib/topics';

describe('merge patches', () => {
  // RFC 7386, appendix A.
  const cases: [Json, Json, Json][] = [
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }], [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }], [{ a: 'b' }, { a: null }, {}],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }], [{ a: ['b'] }, { a: 'c' }, { a: 'c' }], [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }], [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [['a', 'b'], ['c', 'd'], ['c', 'd']], [{ a: 'b' }, ['c'], ['c']], [{ a: 'foo' }, 'bar', 'bar'], [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: 'b', c: null }, { a: 'b' }], [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ];
  it.each(cases)('%j with %j is %j', (target, patch, result) => expect(JSON.parse(JSON.stringify(merge(target, patch)))).toEqual(result));

  it('leaveTheOldStateAlone', () => {
    const old = { peers: { 1: { ping: 4 }, 2: { ping: 5 } } };
    merge(old, { peers: { 1: { ping: 9 }, 2: null } });
    expect(old).toEqual({ peers: { 1: { ping: 4 }, 2: { ping: 5 } } });
  });

  it('shareWhatDidNotChange', () => {
    const old = { peers: { 1: { ping: 4 }, 2: { ping: 5 } } };
    const next = merge(old, { peers: { 1: { ping: 9 } } }) as typeof old;
    expect(next.peers[2]).toBe(old.peers[2]);
    expect(next.peers[1]).not.toBe(old.peers[1]);
  });

  it('takeTheNamesOfWhatEveryObjectHasAsData', () => {
    const next = merge({ peers: {} }, { peers: { constructor: { a: 1 }, toString: { b: 2 } } }) as Record<string, unknown>;
    expect(JSON.parse(JSON.stringify(next))).toEqual({ peers: { constructor: { a: 1 }, toString: { b: 2 } } });
  });

  it('takeAKeyNamedProtoAsData', () => {
    const next = merge({}, JSON.parse('{"__proto__":{"polluted":1}}') as Json) as Record<string, unknown>;
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(Object.keys(next)).toEqual(['__proto__']);
  });
});

describe('topics', () => {
  it('followPatchesInOrder', () => {
    const t = new Topics();
    expect(t.apply({ topic: 'now', n: 4, state: { a: 1 } }, 0)).toBe('changed');
    expect(t.apply({ topic: 'now', n: 5, patch: { b: 2 } }, 0)).toBe('changed');
    expect(t.states()['now']).toEqual({ a: 1, b: 2 });
  });

  it('askForASnapshotAfterAGapAndShowNothingWrongMeanwhile', () => {
    const t = new Topics();
    t.apply({ topic: 'now', n: 4, state: { a: 1 } }, 0);
    expect(t.apply({ topic: 'now', n: 6, patch: { a: 3 } }, 0)).toBe('gap');
    expect(t.apply({ topic: 'now', n: 7, patch: { a: 4 } }, 0)).toBe('ignored');
    expect(t.states()['now']).toEqual({ a: 1 });
    expect(t.gaps).toBe(1);
    expect(t.apply({ topic: 'now', n: 8, state: { a: 5 } }, 0)).toBe('changed');
    expect(t.apply({ topic: 'now', n: 9, patch: { a: 6 } }, 0)).toBe('changed');
    expect(t.states()['now']).toEqual({ a: 6 });
  });

  it('askForASnapshotIfAPatchComesFirst', () => {
    const t = new Topics();
    expect(t.apply({ topic: 'now', n: 2, patch: { a: 1 } }, 0)).toBe('gap');
    expect(t.states()).toEqual({});
  });

  it('ignoreWhatTheyHaveAlready', () => {
    const t = new Topics();
    t.apply({ topic: 'now', n: 4, state: { a: 1 } }, 0);
    expect(t.apply({ topic: 'now', n: 4, patch: { a: 9 } }, 0)).toBe('ignored');
    expect(t.states()['now']).toEqual({ a: 1 });
  });

  it('takeOnlySnapshotsAfterAReconnect', () => {
    const t = new Topics();
    t.apply({ topic: 'now', n: 4, state: { a: 1 } }, 0);
    t.reset();
    expect(t.apply({ topic: 'now', n: 5, patch: { a: 9 } }, 0)).toBe('ignored');
    expect(t.apply({ topic: 'now', n: 1, state: { a: 2 } }, 0)).toBe('changed');
    expect(t.states()['now']).toEqual({ a: 2 });
  });

  it('forgetTopicsThatNobodyShows', () => {
    const t = new Topics();
    t.apply({ topic: 'now', n: 1, state: {} }, 0);
    t.apply({ topic: 'system', n: 1, state: {} }, 0);
    t.keep(['now']);
    expect(Object.keys(t.states())).toEqual(['now']);
  });

  it('askForNothingBecauseOfFramesThatWereOnTheirWayWhenATopicWasGivenUp', () => {
    const t = new Topics();
    t.keep(['now', 'system']);
    t.apply({ topic: 'system', n: 1, state: {} }, 0);
    t.keep(['now']);
    expect(t.apply({ topic: 'system', n: 2, patch: { a: 1 } }, 0)).toBe('ignored');
    expect(t.apply({ topic: 'system', n: 3, state: { a: 1 } }, 0)).toBe('ignored');
    expect(t.gaps).toBe(0);
    expect(Object.keys(t.states())).toEqual([]);
  });

  it('areIndependentOfEachOther', () => {
    const t = new Topics();
    t.apply({ topic: 'now', n: 1, state: { a: 1 } }, 0);
    t.apply({ topic: 'peers/main', n: 70, state: { a: 1 } }, 0);
    expect(t.apply({ topic: 'now', n: 2, patch: { a: 2 } }, 0)).toBe('changed');
    expect(t.apply({ topic: 'peers/main', n: 71, patch: { a: 3 } }, 0)).toBe('changed');
  });
});
