import type { VedetteEvent } from './views';
import type { TopicFrame } from './topics';

export interface Wishes {
  topics: readonly string[];
  /** `most`: events a second. */
  events: { node: string; select: string; payload: boolean; most: number } | null;
  pace: number;
}

export interface Hearer {
  topic(frame: TopicFrame): void;
  events(events: VedetteEvent[], skipped: number): void;
  behind(frames: number): void;
  word(serverTime: number | undefined): void;
  error(message: string): void;
  state(state: Link): void;
}

/** How the connection is. `next`: when the next try is due, ms of this browser's clock. */
export type Link =
  | { is: 'opening' }
  | { is: 'open'; since: number }
  | { is: 'lost'; since: number; next: number; tries: number };

/** The server says something every 5 s; silence for longer than this means that nobody is there. */
export const SILENCE = 12_000;
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;

/** How long to wait before the try after `tries` failed ones: doubling, up to 30 s, a little spread. */
export function backoff(tries: number, random = Math.random()): number {
  return Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(tries, 6)) * (0.85 + random * 0.3);
}

/**
 * One WebSocket to `/api/v1/live` that stays: it is opened again after a loss and says its wishes
 * again each time. Close it by `close`.
 */
export class Socket {
  private socket: WebSocket | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private watch: ReturnType<typeof setInterval> | undefined;
  private heard = 0;
  private tries = 0;
  private lostAt = 0;
  private closed = false;
  private wishes: Wishes = { topics: [], events: null, pace: 100 };

  constructor(
    private readonly url: string,
    private readonly hearer: Hearer,
  ) {}

  open(): void {
    this.closed = false;
    clearTimeout(this.timer);
    clearInterval(this.watch);
    this.abandon();
    if (this.lostAt === 0) this.hearer.state({ is: 'opening' });
    let socket: WebSocket;
    try {
      socket = new WebSocket(this.url, 'vedette.v1');
    } catch {
      this.lost();
      return;
    }
    this.socket = socket;
    this.heard = Date.now();
    socket.onopen = () => {
      this.tries = 0;
      this.lostAt = 0;
      this.hearer.state({ is: 'open', since: Date.now() });
      this.say({ subscribe: this.wishes.topics });
      if (this.wishes.pace !== 100) this.say({ pace: this.wishes.pace });
      if (this.wishes.events) this.say({ events: this.wishes.events });
    };
    socket.onmessage = (message) => this.hear(message.data);
    socket.onclose = () => this.lost();
    this.watch = setInterval(() => {
      if (Date.now() - this.heard > SILENCE) this.lost();
    }, 1_000);
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    clearInterval(this.watch);
    this.abandon();
  }

  wish(wishes: Partial<Wishes>): void {
    const old = this.wishes;
    this.wishes = { ...old, ...wishes };
    const now = this.wishes;
    if (now.topics.join() !== old.topics.join()) this.say({ subscribe: now.topics });
    if (JSON.stringify(now.events) !== JSON.stringify(old.events)) this.say({ events: now.events ?? {} });
    if (now.pace !== old.pace) this.say({ pace: now.pace });
  }

  resync(topic: string): void {
    this.say({ resync: topic });
  }

  private say(what: unknown): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(what));
  }

  private hear(data: unknown): void {
    this.heard = Date.now();
    let frame: Record<string, unknown>;
    try {
      frame = JSON.parse(String(data)) as Record<string, unknown>;
    } catch {
      this.hearer.error('The server sent something that is not JSON.');
      return;
    }
    const hello = frame['hello'] as { time?: number } | undefined;
    this.hearer.word(hello?.time ?? (frame['time'] as number | undefined));
    if (typeof frame['topic'] === 'string') this.hearer.topic(frame as unknown as TopicFrame);
    else if (frame['events']) this.hearer.events(frame['events'] as VedetteEvent[], Number(frame['skipped'] ?? 0));
    else if (typeof frame['behind'] === 'number') this.hearer.behind(frame['behind']);
    else if (frame['error']) this.hearer.error((frame['error'] as { message?: string }).message ?? 'Unknown error.');
  }

  private lost(): void {
    clearInterval(this.watch);
    this.abandon();
    if (this.closed) return;
    if (this.lostAt === 0) this.lostAt = Date.now();
    const wait = backoff(this.tries++);
    this.hearer.state({ is: 'lost', since: this.lostAt, next: Date.now() + wait, tries: this.tries });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.open(), wait);
  }

  private abandon(): void {
    if (!this.socket) return;
    this.socket.onopen = this.socket.onmessage = this.socket.onclose = null;
    this.socket.close();
    this.socket = null;
  }
}
