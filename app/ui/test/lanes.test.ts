import { describe, expect, it } from 'vitest';
import { edges, onGrid, reach, stepAt, wordsAt, type LaneSpec } from '../src/lib/lanes';

const answer = {
  step_seconds: 60,
  series: [{ name: 'load', unit: 'tasks', points: [[60_000, 2, 1, 40], [180_000, 3, 3, 3]] as [number, number, number, number][] }],
};
const lines = onGrid(answer, 60_000, 200_000);
const line = lines.get('load');
const spec: LaneSpec = { name: 'Load', shape: 'line', format: (n) => `${n} t`, series: [{ name: 'load', tone: 'accent' }] };

describe('points on the grid of their steps', () => {
  it('leavesAHoleWhereThereIsNoPoint', () => {
    expect(line?.at).toEqual([60, 120, 180]);
    expect([line?.low, line?.values, line?.high]).toEqual([[1, null, 3], [2, null, 3], [40, null, 3]]);
  });
});

describe('a spike within a step', () => {
  it('isInTheReachAndWithinTheAxis', () => {
    expect(reach(line)).toEqual({ now: 3, min: 1, max: 40 });
    const [low, high] = edges(spec, lines);
    expect(low).toBeLessThan(1);
    expect(high).toBeGreaterThan(40);
  });
  it('isSaidBesideTheMeanOnlyWhereItSaysMore', () => {
    expect(wordsAt(line, stepAt(line, 70_000), spec.format)).toBe('2 t (1 to 40 t)');
    expect(wordsAt(line, stepAt(line, 180_000), spec.format)).toBe('3 t');
    expect(wordsAt(line, stepAt(line, 120_000), spec.format)).toBe('–');
    expect(wordsAt(undefined, 0, spec.format)).toBe('–');
  });
});
