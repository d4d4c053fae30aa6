/** The newest `capacity` items; older ones go and are counted. */
export class Ring<T> {
  private items: (T | undefined)[];
  private head = 0;
  private size = 0;
  /** How many went because there was no room. */
  dropped = 0;

  constructor(readonly capacity: number) {
    this.items = new Array<T | undefined>(Math.min(capacity, 1024));
  }

  get length(): number {
    return this.size;
  }

  /** Adds at the end. Returns what had to go, if anything. */
  push(item: T): T | undefined {
    if (this.size === this.items.length && this.items.length < this.capacity) this.grow();
    const at = (this.head + this.size) % this.items.length;
    if (this.size < this.items.length) {
      this.items[at] = item;
      this.size++;
      return undefined;
    }
    const old = this.items[this.head];
    this.items[this.head] = item;
    this.head = (this.head + 1) % this.items.length;
    this.dropped++;
    return old;
  }

  /** Takes away the oldest. */
  shift(): T | undefined {
    if (this.size === 0) return undefined;
    const old = this.items[this.head];
    this.items[this.head] = undefined;
    this.head = (this.head + 1) % this.items.length;
    this.size--;
    return old;
  }

  /** From 0, the oldest. */
  at(index: number): T | undefined {
    return index < 0 || index >= this.size ? undefined : this.items[(this.head + index) % this.items.length];
  }

  clear(): void {
    this.items = new Array<T | undefined>(Math.min(this.capacity, 1024));
    this.head = this.size = 0;
  }

  *[Symbol.iterator](): Generator<T> {
    for (let i = 0; i < this.size; i++) yield this.at(i) as T;
  }

  private grow(): void {
    const next = new Array<T | undefined>(Math.min(this.capacity, this.items.length * 2));
    for (let i = 0; i < this.size; i++) next[i] = this.items[(this.head + i) % this.items.length];
    this.items = next;
    this.head = 0;
  }
}
