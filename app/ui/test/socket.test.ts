import { describe, expect, it } from 'vitest';
import { backoff } from '../src/lib/socket';

describe('tries to reconnect', () => {
  it('beginSoonAndNeverWaitLongerThanHalfAMinuteOrSo', () => {
    const waits = Array.from({ length: 50 }, (_, i) => backoff(i, 0.5));
    expect(waits[0]).toBe(1_000);
    expect(waits[3]).toBe(8_000);
    expect(Math.max(...waits)).toBe(30_000);
  });
  it('areSpreadSoThatNotAllPagesComeAtOnce', () => expect([backoff(2, 0), backoff(2, 1)].map(Math.round)).toEqual([3_400, 4_600]));
});
