import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Stream } from '../src/lib/stream.svelte';
import type { VedetteEvent } from '../src/lib/views';

const event = (sequence: number): VedetteEvent => ({ time: '2026-03-01T12:00:00.000000000Z', sequence, event: 'mempool:added' });

describe('the rate of events', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('fallsToZeroWhenNothingComesAnyMore', () => {
    const stream = new Stream();
    stream.add(Array.from({ length: 500 }, (_, i) => event(i)), 0);
    vi.advanceTimersByTime(1_000);
    expect(stream.perSecond).toBe(500);
    vi.advanceTimersByTime(1_000);
    expect(stream.perSecond).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
    stream.close();
  });
  it('countsWhatWasNotSent', () => {
    const stream = new Stream();
    stream.add([event(1)], 9);
    vi.advanceTimersByTime(1_000);
    expect(stream.perSecond).toBe(10);
    stream.close();
  });
  it('beginsAnewWithAnotherSelection', () => {
    const stream = new Stream();
    stream.add([event(1)], 0);
    vi.advanceTimersByTime(1_000);
    stream.clear();
    expect(stream.perSecond).toBe(0);
    stream.close();
    vi.advanceTimersByTime(1_000);
    expect(vi.getTimerCount()).toBe(0);
  });
});
