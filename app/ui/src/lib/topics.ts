import { merge, type Json } from './merge';

export interface TopicFrame { topic: string; n: number; state?: Json; patch?: Json }

export interface Topic {
  /** Number of the last frame that was applied. */
  n: number;
  state: Json;
  /** When it was applied, ms of this browser's clock. */
  at: number;
  /** A number was missed: the state is from before the gap until a snapshot comes. */
  waiting: boolean;
}

/** What the server has told, topic by topic. No browser, no framework: frames in, states out. */
export class Topics {
  readonly map = new Map<string, Topic>();
  /** How often a number was missed. */
  gaps = 0;
  private wanted: readonly string[] | null = null;

  /** Applies a frame. `gap`: ask for a snapshot; `ignored`: nothing changed. */
  apply(frame: TopicFrame, now: number): 'changed' | 'gap' | 'ignored' {
    // Frames of a topic are still on their way when it is given up.
    if (this.wanted && !this.wanted.includes(frame.topic)) return 'ignored';
    const old = this.map.get(frame.topic);
    if (frame.state !== undefined) {
      this.map.set(frame.topic, { n: frame.n, state: frame.state, at: now, waiting: false });
      return 'changed';
    }
    if (frame.patch === undefined) return 'ignored';
    if (old?.waiting) return 'ignored';
    if (old && frame.n <= old.n) return 'ignored';
    if (!old || frame.n !== old.n + 1) {
      this.gaps++;
      this.map.set(frame.topic, old ? { ...old, waiting: true } : { n: -1, state: null, at: now, waiting: true });
      return 'gap';
    }
    this.map.set(frame.topic, { n: frame.n, state: merge(old.state, frame.patch), at: now, waiting: false });
    return 'changed';
  }

  /** A new connection: numbers begin anew, so that only snapshots count until then. */
  reset(): void {
    for (const [name, topic] of this.map) this.map.set(name, { ...topic, waiting: true });
  }

  /** The states so far, for drawing. Topics of which nothing has come are not in it. */
  states(): Record<string, Json> {
    const all: Record<string, Json> = {};
    for (const [name, topic] of this.map) if (topic.state !== null) all[name] = topic.state;
    return all;
  }

  /** Forgets what is not subscribed any more, so that nothing old is shown as new. */
  keep(names: readonly string[]): void {
    this.wanted = names;
    for (const name of this.map.keys()) if (!names.includes(name)) this.map.delete(name);
  }

  /** Forgets every state; what is wanted stays so. */
  clear(): void {
    this.map.clear();
  }
}
