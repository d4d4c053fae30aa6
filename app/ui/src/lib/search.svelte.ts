import { holds, type Row, type Stream } from './stream.svelte';

const SLICE_MS = 8;

/** The rows of a stream that hold a text. Looks through them a few milliseconds at a time. */
export class Search {
  version = $state(0);
  /** Whether rows are left to be looked at. */
  busy = $state(false);
  private found: Row[] = [];
  private upTo = 0;
  private needle = '';
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly stream: Stream) {}

  get rows(): readonly Row[] {
    return this.found;
  }

  /** Call it whenever the text or the stream changed. */
  look(text: string): void {
    const needle = text.trim().toLowerCase();
    if (needle !== this.needle) {
      this.needle = needle;
      this.found = [];
      this.upTo = 0;
    }
    const first = this.stream.rows[0]?.serial ?? Infinity;
    if (this.found.length > 0 && (this.found[0] as Row).serial < first) this.found = this.found.filter((r) => r.serial >= first);
    if (needle !== '' && this.timer === undefined) this.slice();
  }

  close(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.found = [];
  }

  private slice(): void {
    this.timer = undefined;
    const rows = this.stream.rows;
    const first = rows[0]?.serial ?? 0;
    let i = Math.max(0, this.upTo + 1 - first);
    const until = performance.now() + SLICE_MS;
    while (i < rows.length && performance.now() < until) {
      const row = rows[i++] as Row;
      this.upTo = row.serial;
      if (holds(row.event, this.needle)) this.found.push(row);
    }
    this.busy = i < rows.length;
    this.version++;
    if (this.busy) this.timer = setTimeout(() => this.slice(), 0);
  }
}
