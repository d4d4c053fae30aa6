import type { Line } from './series.svelte';

export interface LaneSpec {
  name: string;
  series: { name: string; tone: 'accent' | 'out' | 'text'; down?: boolean; label?: string }[];
  shape: 'area' | 'line' | 'step' | 'bars';
  format: (value: number) => string;
  /** Rows of 4 px. */
  tall?: boolean;
}

/** Newest, least and greatest value of a series; undefined if there is none. */
export function reach(line: Line | undefined): { now: number | undefined; min: number; max: number } | undefined {
  if (!line) return undefined;
  let min = Infinity;
  let max = -Infinity;
  for (const v of line.values) {
    if (v === null) continue;
    if (v < min) min = v;
    if (v > max) max = v;
  }
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

/** The value of a series at a time: of the step that it falls into. */
export function valueAt(line: Line | undefined, ms: number): number | null {
  if (!line || line.at.length === 0) return null;
  const first = line.at[0] as number;
  const step = line.at.length > 1 ? (line.at[1] as number) - first : 1;
  return line.values[Math.round((ms / 1000 - first) / step)] ?? null;
}
