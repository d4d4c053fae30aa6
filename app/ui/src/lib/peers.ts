import type { PeerRow } from './views';

export const SORTS: Record<string, (p: PeerRow) => number | string | undefined> = {
  id: (p) => p.id, address: (p) => p.address, network: (p) => p.network, type: (p) => p.connection, dir: (p) => (p.inbound ? 0 : 1),
  ping: (p) => p.ping_ms, connected: (p) => (p.connected_at === undefined ? undefined : -p.connected_at), received: (p) => p.bytes_in,
  sent: (p) => p.bytes_out, rate: (p) => p.rate_in + p.rate_out, last: (p) => (p.last_message_at === undefined ? undefined : -p.last_message_at),
  blocks: (p) => p.synced_blocks, services: (p) => p.services, agent: (p) => p.user_agent,
  notes: (p) => (p.misbehaved || p.notes?.length ? -(p.misbehaved * 100 + (p.notes?.length ?? 0)) : 0),
};
/** Columns whose greatest value comes first. */
export const FALLING = new Set(['received', 'sent', 'rate', 'connected', 'blocks']);

/** Orders by a column; what is not known comes last, whichever way round. */
export function comparator(sort: string, down: boolean): (a: PeerRow, b: PeerRow) => number {
  const key = SORTS[sort] ?? SORTS['id'];
  return (a, b) => {
    const [x, y] = [key?.(a), key?.(b)];
    if (x === undefined || y === undefined) return Number(x === undefined) - Number(y === undefined);
    const order = typeof x === 'string' ? x.localeCompare(String(y)) : x - (y as number);
    return down ? -order : order;
  };
}

const text = (p: PeerRow): string =>
  `${p.id} ${p.address ?? ''} ${p.network ?? ''} ${p.connection} ${p.user_agent ?? ''} ${(p.notes ?? []).join(' ')}`.toLowerCase();

const FIELDS: Record<string, (p: PeerRow) => string> = {
  peer: (p) => String(p.id), network: (p) => p.network ?? '', connection: (p) => p.connection, address: (p) => p.address ?? '',
  direction: (p) => (p.inbound ? 'inbound' : 'outbound'), agent: (p) => p.user_agent ?? '', services: (p) => p.services ?? '',
};
const PARTLY = new Set(['address', 'agent', 'services']);

/**
 * A filter over rows in the form of a Selection, `network=onion,i2p !direction=inbound`, where any
 * other word must stand somewhere in the row.
 */
export function rowFilter(query: string): (p: PeerRow) => boolean {
  const tests = query.trim().toLowerCase().split(/\s+/).filter(Boolean).map((term) => {
    const not = term.startsWith('!');
    const [key = '', values] = (not ? term.slice(1) : term).split('=', 2);
    const field = FIELDS[key];
    if (values === undefined || !field) return (p: PeerRow) => text(p).includes(not ? term.slice(1) : term) !== not;
    const wanted = values.split(',').filter(Boolean);
    if (wanted.length === 0) return () => true;
    return (p: PeerRow) => {
      const v = field(p).toLowerCase();
      return wanted.some((w) => (PARTLY.has(key) ? v.includes(w) : v === w)) !== not;
    };
  });
  return (p) => tests.every((t) => t(p));
}
