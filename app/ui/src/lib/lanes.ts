import type { SeriesAnswer } from './views';

/** Means of each step, and the least and greatest sample in it. */
export interface Line { name: string; unit: string; at: number[]; values: (number | null)[]; low: (number | null)[]; high: (number | null)[] }

/** Points on a full grid: where there is no point there is a hole, so that no line is drawn over it. */
export function onGrid(answer: SeriesAnswer, from: number, to: number): Map<string, Line> {
  const step = Math.max(1, answer.step_seconds) * 1000;
  const begin = Math.floor(from / step) * step;
  const n = Math.min(10_000, Math.floor((to - begin) / step) + 1);
  const at = Array.from({ length: n }, (_, i) => (begin + i * step) / 1000);
  const lines = new Map<string, Line>();
  for (const { name, unit, points } of answer.series) {
    const [values, low, high] = [0, 1, 2].map(() => new Array<number | null>(n).fill(null)) as [Line['values'], Line['low'], Line['high']];
    for (const [ms, mean, min, max] of points) {
      const i = Math.round((ms - begin) / step);
      if (i < 0 || i >= n) continue;
      values[i] = mean;
      low[i] = min;
      high[i] = max;
    }
    lines.set(name, { name, unit, at, values, low, high });
  }
  return lines;
}

export interface LaneSpec {
  name: string;
  series: { name: string; tone: 'accent' | 'out' | 'text'; down?: boolean; label?: string }[];
  shape: 'area' | 'line' | 'step' | 'bars';
  format: (value: number) => string;
  /** Rows of 4 px. */
  tall?: boolean;
}

/** Newest value, least and greatest sample of a series; undefined if there is none. */
export function reach(line: Line | undefined): { now: number | undefined; min: number; max: number } | undefined {
  if (!line) return undefined;
  let min = Infinity;
  let max = -Infinity;
  for (const v of line.low) if (v !== null && v < min) min = v;
  for (const v of line.high) if (v !== null && v > max) max = v;
  if (min === Infinity) return undefined;
  // The last step is often not complete yet.
  const tail = line.values.slice(-3).filter((v): v is number => v !== null);
  return { now: tail[tail.length - 1], min, max };
}

/** What the y axis spans: from zero for areas and bars, close around the values for lines. */
export function edges(spec: LaneSpec, lines: Map<string, Line>): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const s of spec.series) {
    const r = reach(lines.get(s.name));
    if (!r) continue;
    low = Math.min(low, s.down ? -r.max : r.min);
    high = Math.max(high, s.down ? -r.min : r.max);
  }
  if (low === Infinity) return [0, 1];
  if (spec.shape === 'area' || spec.shape === 'bars') {
    low = Math.min(0, low);
    high = Math.max(0, high);
    if (spec.series.some((s) => s.down)) {
      const most = Math.max(-low, high) || 1;
      return [-most * 1.05, most * 1.05];
    }
    return [low, (high || 1) * 1.05];
  }
  const pad = (high - low || Math.abs(high) || 1) * 0.15;
  return [low - pad, high + pad];
}

/** The greatest round number (1, 2 or 5 times a power of ten) that is not above. */
export function round(most: number): number {
  if (most <= 0) return 0;
  const power = 10 ** Math.floor(Math.log10(most));
  return most >= 5 * power ? 5 * power : most >= 2 * power ? 2 * power : power;
}

const STEPS = [10, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800];

/** Times to be written on an axis that is so wide, ms. */
export function ticks(from: number, to: number, width: number): { step: number; at: number[] } {
  const most = Math.max(2, Math.floor(width / 110));
  const step = 1000 * (STEPS.find((s) => (to - from) / (s * 1000) <= most) ?? 604_800);
  const at: number[] = [];
  for (let t = Math.ceil(from / step) * step; t <= to; t += step) at.push(t);
  return { step, at };
}

/** "58.2 to 63.6 MvB": one unit is enough. */
export function between(a: string, b: string): string {
  const unit = / \S+$/.exec(b)?.[0] ?? '';
  return a === b ? a : `${unit && a.endsWith(unit) ? a.slice(0, -unit.length) : a} to ${b}`;
}

/** A step of a series in words: its mean and, where wanted and they say more, its least and greatest sample. */
export function wordsAt(line: Line | undefined, i: number, format: (value: number) => string, all = true): string {
  const [mean, low, high] = [line?.values[i], line?.low[i], line?.high[i]];
  if (mean === null || mean === undefined) return '–';
  if (!all || low === null || low === undefined || high === null || high === undefined) return format(mean);
  return format(low) === format(high) ? format(mean) : `${format(mean)} (${between(format(low), format(high))})`;
}

/** The step of a series that a time falls into. */
export function stepAt(line: Line | undefined, ms: number): number {
  if (!line || line.at.length === 0) return -1;
  const first = line.at[0] as number;
  const step = line.at.length > 1 ? (line.at[1] as number) - first : 1;
  return Math.round((ms / 1000 - first) / step);
}
