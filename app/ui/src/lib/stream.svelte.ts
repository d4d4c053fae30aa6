import { Ring } from './ring';
import type { VedetteEvent } from './views';

export const ROOM = 20_000;
/** Characters of raw bytes that are kept, over all rows. */
const HEX_ROOM = 64_000_000;

export interface Row { serial: number; at: number; event: VedetteEvent; hex: number }

/** A time of nine digits as ms with fractions; exact to a microsecond. */
export function micros(time: string): number {
  return Date.parse(`${time.slice(0, 19)}Z`) + Number(`0.${time.slice(20, 29)}`) * 1000;
}

/**
 * The events in view and those that wait while it is paused. Both are bounded: the oldest go and are
 * counted. Plain arrays inside; `version` tells the page, five times in a second at most.
 */
export class Stream {
  version = $state(0);
  paused = $state(false);
  pausedAt = $state(0);
  /** Selected by the server but not sent, because this page or the line is too slow. */
  skipped = $state(0);
  /** Gone from here for want of room. */
  dropped = $state(0);
  waitingCount = $state(0);
  perSecond = $state(0);

  private shown: Row[] = [];
  private waiting = new Ring<Row>(ROOM);
  private serial = 0;
  private hex = 0;
  private lost = 0;
  private missed = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private clock: ReturnType<typeof setInterval> | undefined;
  private second = 0;
  private inSecond = 0;
  private readonly counts = new Map<string, number>();

  /** The rows in view, oldest first. Read `version` to be told of changes. */
  get rows(): readonly Row[] {
    return this.shown;
  }

  /** How many rows in view are of this message type, or of this event if it is no message. */
  inView(word: string): number {
    return this.counts.get(word) ?? 0;
  }

  add(events: VedetteEvent[], skipped: number): void {
    this.missed += skipped;
    for (const event of events) {
      const payload = event.message?.['payload'];
      const row: Row = {
        serial: ++this.serial,
        at: micros(event.time),
        event,
        hex: typeof payload === 'string' ? payload.length : 0,
      };
      this.hex += row.hex;
      if (this.paused) {
        const old = this.waiting.push(row);
        if (old) this.forget(old);
      } else {
        this.shown.push(row);
        this.count(row, 1);
      }
    }
    this.inSecond += events.length + skipped;
    this.measure();
    this.trim();
    this.tell();
  }

  pause(): void {
    if (this.paused) return;
    this.paused = true;
    this.pausedAt = Date.now();
    this.tell();
  }

  /** What has waited comes into view; the list goes on. */
  resume(): void {
    if (!this.paused) return;
    this.paused = false;
    for (const row of this.waiting) {
      this.shown.push(row);
      this.count(row, 1);
    }
    this.waiting.clear();
    this.trim();
    this.tell();
  }

  clear(): void {
    this.shown = [];
    this.waiting.clear();
    this.counts.clear();
    this.hex = this.lost = this.missed = 0;
    this.still();
    this.tell();
  }

  close(): void {
    clearTimeout(this.timer);
    this.clear();
  }

  private trim(): void {
    // In blocks: taking away from an array's front costs a copy.
    let cut = this.shown.length > ROOM + 1_000 ? this.shown.length - ROOM : 0;
    if (this.hex > HEX_ROOM) {
      let free = 0;
      while (cut < this.shown.length - 1 && this.hex - free > HEX_ROOM * 0.9) free += (this.shown[cut++] as Row).hex;
    }
    if (cut === 0) return;
    for (let i = 0; i < cut; i++) {
      const row = this.shown[i] as Row;
      this.forget(row);
      this.count(row, -1);
    }
    this.shown = this.shown.slice(cut);
  }

  private forget(row: Row): void {
    this.hex -= row.hex;
    this.lost++;
  }

  private count(row: Row, by: number): void {
    const word = row.event.message ? row.event.message.type : row.event.event;
    this.counts.set(word, (this.counts.get(word) ?? 0) + by);
  }

  /** The rate goes on being measured until it is 0: nothing that comes later would say so. */
  private measure(): void {
    if (this.clock !== undefined) return;
    this.second = Date.now();
    this.clock = setInterval(() => {
      const now = Date.now();
      this.perSecond = Math.round((this.inSecond * 1000) / Math.max(1, now - this.second));
      if (this.inSecond === 0) this.still();
      this.second = now;
      this.inSecond = 0;
    }, 1_000);
  }

  private still(): void {
    clearInterval(this.clock);
    this.clock = undefined;
    this.perSecond = this.inSecond = 0;
  }

  private tell(): void {
    if (this.timer !== undefined) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.skipped = this.missed;
      this.dropped = this.lost;
      this.waitingCount = this.waiting.length;
      this.version++;
    }, 200);
  }
}

/** Whether a text stands anywhere in an event, raw bytes aside. */
export function holds(value: unknown, needle: string): boolean {
  if (typeof value === 'string') return value.toLowerCase().includes(needle);
  if (typeof value === 'number') return String(value).includes(needle);
  if (Array.isArray(value)) return value.some((v) => holds(v, needle));
  if (typeof value === 'object' && value !== null)
    for (const [key, part] of Object.entries(value)) if (key !== 'payload' && holds(part, needle)) return true;
  return false;
}
