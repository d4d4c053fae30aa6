import { get, words } from './api';
import { app } from './app.svelte';
import { onGrid, type Line } from './lanes';
import { time } from './time.svelte';
import type { SeriesAnswer, SeriesName } from './views';

let known: Promise<SeriesName[]> | undefined;

/**
 * The series of a page over the shared range, asked for again as time goes on: as often as there
 * can be a new point, at most every five seconds.
 */
export class Series {
  lines: Map<string, Line> = $state.raw(new Map());
  step = $state(10);
  trouble = $state('');
  loaded = $state(false);
  /** Time of the newest value, ms. */
  newest = $state(0);
  private stop: AbortController | undefined;
  private due = 0;
  private asked = '';

  /** @param of whose they are, a node's or a service's key */
  constructor(private readonly wanted: readonly string[], of: () => string = () => app.nodeKey) {
    $effect(() => {
      const whose = of();
      const key = `${whose} ${time.key} ${time.live ? '' : `${time.from} ${time.to}`}`;
      void app.tick;
      if (!whose || !app.connected || document.hidden) return;
      if (key === this.asked && (app.tick < this.due || !time.live)) return;
      const fresh = key !== this.asked;
      this.asked = key;
      this.due = app.tick + Math.max(5_000, Math.min(60_000, this.step * 1000));
      void this.load(whose, time.from, time.to, fresh);
    });
    $effect(() => () => this.stop?.abort());
  }

  private async load(node: string, from: number, to: number, fresh: boolean): Promise<void> {
    this.stop?.abort();
    const stop = (this.stop = new AbortController());
    try {
      known ??= get<{ series: SeriesName[] }>('series/names').then((a) => a.series);
      const there = new Set((await known).map((s) => s.name));
      const names = this.wanted.filter((n) => there.has(n));
      if (names.length === 0) throw new Error('History keeps none of these series.');
      const points = Math.min(2_000, Math.max(200, Math.round(innerWidth)));
      const answer = await get<SeriesAnswer>('series', { node, names: names.join(), from, to, points }, stop.signal);
      this.lines = onGrid(answer, from, to);
      this.step = answer.step_seconds;
      this.newest = Math.max(0, ...answer.series.map((s) => s.points[s.points.length - 1]?.[0] ?? 0));
      this.trouble = '';
    } catch (e) {
      if (stop.signal.aborted) return;
      known = undefined;
      this.trouble = words(e);
      if (fresh) this.lines = new Map();
    }
    this.loaded = true;
  }
}
