import { describe, expect, it } from 'vitest';
import { newestFirst, replaced } from '../src/lib/blocks';
import type { BlockRow } from '../src/lib/views';

const block = (hash: string, height?: number, connected_at?: number): BlockRow => ({
  hash, announcements: [], more_announcements: 0,
  ...(height === undefined ? {} : { height }), ...(connected_at === undefined ? {} : { connected_at }),
});
const pairs = (blocks: BlockRow[]) => Object.fromEntries([...replaced(blocks)].map(([hash, by]) => [hash, by.hash]));

describe('the blocks of another chain', () => {
  it('giveWayToTheLastThatConnectedAtTheirHeight', () => {
    const all = [block('a1', 1, 10), block('a2', 2, 20), block('b1', 1, 30), block('b2', 2, 31), block('b3', 3, 32)];
    expect(pairs(all)).toEqual({ a1: 'b1', a2: 'b2' });
    expect(pairs([...all].reverse())).toEqual({ a1: 'b1', a2: 'b2' });
  });
  it('comeBackWhenTheyConnectAgain', () => {
    expect(pairs([block('a1', 1, 40), block('b1', 1, 30)])).toEqual({ b1: 'a1' });
  });
  it('areNotGoneForALowerBlockNorForOneThatIsOnlyTalkedAbout', () => {
    expect(pairs([block('a9', 9, 10), block('old', 3, 50), block('talk'), block('seen', 9)])).toEqual({});
  });
});

describe('blocks', () => {
  it('comeNewestFirstAndThoseTalkedAboutBeforeThem', () => {
    const all = [block('a1', 1, 10), block('b2', 2, 31), block('b1', 1, 30), block('talk')];
    expect(all.sort(newestFirst).map((b) => b.hash)).toEqual(['talk', 'b2', 'b1', 'a1']);
  });
});
