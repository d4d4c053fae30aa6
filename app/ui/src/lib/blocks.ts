// What one block says about another.
import type { BlockRow } from './views';

/** Blocks without a height are only talked about: newer than all others. */
const place = (b: BlockRow): number => b.height ?? Number.MAX_SAFE_INTEGER;

/** Newest first; of one height, the one that connected last. */
export const newestFirst = (a: BlockRow, b: BlockRow): number =>
  place(b) - place(a) || (b.connected_at ?? 0) - (a.connected_at ?? 0) || (b.first_at ?? 0) - (a.first_at ?? 0);

/**
 * The blocks that are in the chain no more, each with the one that took its place: of one height,
 * only the last to connect is in it. A lower block that connects says nothing: with an assumed
 * UTXO set a node connects the old chain again beside the new one.
 */
export function replaced(blocks: BlockRow[]): Map<string, BlockRow> {
  const last = new Map<number, BlockRow>();
  for (const b of blocks) {
    if (b.height === undefined || b.connected_at === undefined) continue;
    const other = last.get(b.height);
    if (!other || newestFirst(b, other) < 0) last.set(b.height, b);
  }
  return new Map(blocks.flatMap((b): [string, BlockRow][] => {
    const by = b.height === undefined || b.connected_at === undefined ? undefined : last.get(b.height);
    return by && by !== b ? [[b.hash, by]] : [];
  }));
}
