import { fromHex, layout, type Span } from './layout';
import { stamp, whole } from './format';
import type { VedetteEvent } from './views';

/** A line of the field list. `more`: so many entries of this list are not shown. */
export interface FieldLine { path: string; depth: number; name: string; value?: string; copy?: string; span?: Span; more?: number; note?: string }

const HASH = /^[0-9a-f]{64}$/;
/** How many entries of a list are shown before one asks for more. */
const FEW = 12;

/** What was decoded, line by line, each with the place of its bytes if it is known. */
export function fieldLines(value: Record<string, unknown>, spans: Span[], opened: ReadonlySet<string>): FieldLine[] {
  const places = new Map(spans.map((s) => [s.path, s]));
  const lines: FieldLine[] = [];
  const walk = (node: unknown, path: string, name: string, depth: number): void => {
    const span = places.get(path);
    const place = span ? { span } : {};
    if (Array.isArray(node)) {
      lines.push({ path, depth, name, value: node.length === 1 ? '1 entry' : `${whole(node.length)} entries`, ...place });
      const most = opened.has(path) ? Math.min(node.length, 2_000) : FEW;
      node.slice(0, most).forEach((v, i) => walk(v, `${path}.${i}`, String(i), depth + 1));
      if (node.length > most) lines.push({ path, depth: depth + 1, name: `… ${whole(node.length - most)} more`, more: node.length - most });
    } else if (typeof node === 'object' && node !== null) {
      if (path) lines.push({ path, depth, name, ...place });
      for (const [k, v] of Object.entries(node)) {
        if (path === '' && (k === 'payload' || k === 'type' || k === 'size')) continue;
        walk(v, path ? `${path}.${k}` : k, k.replaceAll('_', ' '), path ? depth + 1 : depth);
      }
    } else {
      const text = typeof node === 'number' ? (/version|port|vout|index|services/.test(name) ? String(node) : whole(node)) : String(node);
      const line: FieldLine = { path, depth, name, value: text, ...place };
      if (typeof node === 'string' && (HASH.test(node) || node.length > 24)) line.copy = node;
      if (/(^|\b)time$|established$/.test(name) && typeof node === 'number' && node > 1e8 && node < 2e10) line.note = stamp(node * 1000);
      lines.push(line);
    }
  };
  walk(value, '', '', 0);
  return lines;
}

/** The raw bytes of a message as far as they are here. */
export function payloadOf(event: VedetteEvent): string | undefined {
  const own = event.message?.['payload'];
  if (typeof own === 'string') return own;
  const raw = (event.message?.['undecoded'] as { payload?: string } | undefined)?.payload;
  return typeof raw === 'string' ? raw : undefined;
}

/** Places of fields, from the first bytes: long lists end where the bytes end. */
export function spansOf(event: VedetteEvent): Span[] {
  const hex = payloadOf(event);
  return hex === undefined || !event.message || event.message['undecoded'] ? [] : layout(event.message.type, fromHex(hex, 1 << 20));
}

/** The innermost field that a byte belongs to. */
export function spanAt(spans: readonly Span[], offset: number): Span | undefined {
  let best: Span | undefined;
  for (const s of spans)
    if (offset >= s.start && offset < s.start + s.length && (!best || s.length <= best.length)) best = s;
  return best;
}
