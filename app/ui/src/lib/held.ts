/** How long a row that left stays, greyed. */
export const LINGER = 10_000;

export interface Arranged {
  ids: string[];
  /** Those of `ids` that are no longer there. */
  gone: Set<string>;
  /** How many rows would be elsewhere if sorted now; 0 unless held. */
  wouldMove: number;
}

/**
 * Keeps the order of rows still while somebody reads. New rows come at the end, rows that left stay
 * for ten seconds. Not held, every call sorts anew.
 */
export class HeldOrder<T> {
  private order: string[] = [];
  private readonly left = new Map<string, { row: T; at: number }>();
  private rows = new Map<string, T>();

  /** `left` tells of a row that is not among `rows` any more whether it has gone, rather than been filtered out. */
  arrange(rows: Map<string, T>, compare: (a: T, b: T) => number, held: boolean, now: number, left: (id: string) => boolean = () => true): Arranged {
    for (const [id, row] of this.rows) if (!rows.has(id) && !this.left.has(id) && left(id)) this.left.set(id, { row, at: now });
    for (const [id, gone] of this.left) if (rows.has(id) || now - gone.at > LINGER) this.left.delete(id);
    this.rows = rows;
    const present = new Map(rows);
    for (const [id, gone] of this.left) present.set(id, gone.row);
    const sorted = [...present.keys()].sort(
      (a, b) => compare(present.get(a) as T, present.get(b) as T) || Number(a) - Number(b),
    );
    let wouldMove = 0;
    if (held && this.order.length > 0) {
      const kept = this.order.filter((id) => present.has(id));
      const known = new Set(kept);
      this.order = kept.concat(sorted.filter((id) => !known.has(id)));
      wouldMove = moves(this.order, sorted);
    } else {
      this.order = sorted;
    }
    return { ids: this.order, gone: new Set(this.left.keys()), wouldMove };
  }

  /** From now on these are other rows. */
  clear(): void {
    this.order = [];
    this.left.clear();
    this.rows = new Map();
  }

  /** A row, also one that has just left. */
  row(id: string): T | undefined {
    return this.rows.get(id) ?? this.left.get(id)?.row;
  }
}

/** The least number of rows to be moved to get from one order to the other. */
export function moves(from: readonly string[], to: readonly string[]): number {
  const place = new Map(to.map((id, i) => [id, i]));
  const tails: number[] = [];
  for (const id of from) {
    const p = place.get(id) ?? 0;
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((tails[middle] as number) < p) low = middle + 1;
      else high = middle;
    }
    tails[low] = p;
  }
  return from.length - tails.length;
}
