/** Which rows of a long list are drawn. Pure; all rows have one height, one may be taller. */
export interface Slice { first: number; last: number; above: number; below: number }

export function slice(count: number, scrollTop: number, view: number, row: number, open = -1, extra = 0, margin = 8): Slice {
  const before = (i: number) => i * row + (open >= 0 && i > open ? extra : 0);
  let at = Math.floor(scrollTop / row);
  if (open >= 0 && at > open) at = Math.max(open, Math.floor((scrollTop - extra) / row));
  const first = Math.max(0, Math.min(count, at) - margin);
  const last = Math.min(count, at + Math.ceil(view / row) + margin);
  const total = before(count) + (open === count - 1 && open >= 0 ? extra : 0);
  return { first, last, above: before(first), below: Math.max(0, total - before(last) - (open === last - 1 && open >= 0 ? extra : 0)) };
}

/** The height of a table row here, in px; follows the size of the window and the dense setting. */
export class RowHeight {
  px = $state(24);
  constructor() {
    const read = () => (this.px = parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--row')) || 24);
    read();
    $effect(() => {
      const watch = new MutationObserver(read);
      watch.observe(document.documentElement, { attributeFilter: ['class'] });
      addEventListener('resize', read);
      return () => {
        watch.disconnect();
        removeEventListener('resize', read);
      };
    });
  }
}
