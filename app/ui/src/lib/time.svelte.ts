import { app } from './app.svelte';
import { age, clock } from './format';
import { route } from './route.svelte';

export const RANGES: Record<string, { ms: number; name: string; heading: string }> = {
  '15m': { ms: 900_000, name: 'Last 15 min', heading: 'The last 15 min' },
  '1h': { ms: 3_600_000, name: 'Last hour', heading: 'The last hour' },
  '6h': { ms: 21_600_000, name: 'Last 6 h', heading: 'The last 6 h' },
  '24h': { ms: 86_400_000, name: 'Last 24 h', heading: 'The last 24 h' },
  '7d': { ms: 604_800_000, name: 'Last 7 d', heading: 'The last 7 d' },
  '30d': { ms: 2_592_000_000, name: 'Last 30 d', heading: 'The last 30 d' },
};

/** The time that all charts show, and the moment under the pointer in all of them. */
class Time {
  /** What is shown until one chooses. */
  private usual = $derived(app.young ? '15m' : '1h');
  private fixed = $derived.by(() => {
    const from = Number(route.param('from'));
    const to = Number(route.param('to'));
    return from > 0 && to > from ? { from, to } : null;
  });
  key = $derived(this.fixed ? '' : route.param('range') in RANGES ? route.param('range') : this.usual);
  live = $derived(this.fixed === null);
  private step = $derived(Math.max(2_000, (RANGES[this.key]?.ms ?? 0) / 1_000));
  /** The end moves in steps, so that charts are drawn at most twice in a second, long ranges less. */
  private end = $derived(Math.ceil(((app.link.is === 'lost' ? app.tick + app.skew : app.now) + 1) / this.step) * this.step);
  to = $derived(this.fixed?.to ?? this.end);
  from = $derived(this.fixed?.from ?? this.end - (RANGES[this.key]?.ms ?? 0));
  heading = $derived(this.fixed ? `${clock(this.from)} to ${clock(this.to)}` : (RANGES[this.key]?.heading ?? ''));
  name = $derived(this.fixed ? age(this.to - this.from) : (RANGES[this.key]?.name ?? ''));

  hover: number | null = $state(null);

  choose(key: string): void {
    route.set({ range: key === this.usual ? '' : key, from: '', to: '' });
  }

  select(from: number, to: number): void {
    if (to - from >= 5_000) route.set({ from: String(Math.round(from)), to: String(Math.round(to)) });
  }

  back(): void {
    route.set({ from: '', to: '' });
  }

  shift(by: 1 | -1): void {
    const keys = Object.keys(RANGES);
    const i = keys.indexOf(this.key === '' ? this.usual : this.key);
    const next = keys[Math.min(keys.length - 1, Math.max(0, i + by))];
    if (next) this.choose(next);
  }
}

export const time = new Time();
