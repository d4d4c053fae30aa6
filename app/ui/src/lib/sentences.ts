import { bytes, count, feeRate, plural, shortHash, took, vbytes, whole } from './format';
import type { VedetteEvent } from './views';

type Fields = Record<string, unknown>;
const list = (v: unknown): unknown[] => (Array.isArray(v) ? v : []);
const text = (v: unknown): string => (typeof v === 'string' || typeof v === 'number' ? String(v) : '');
const num = (v: unknown): number | undefined => (typeof v === 'number' ? v : undefined);
const hash = (v: unknown): string => (typeof v === 'string' ? shortHash(v) : '');

/** Received or sent; undefined for what has no direction. */
export function direction(e: VedetteEvent): 'in' | 'out' | undefined {
  if (e.event.startsWith('net:inbound')) return 'in';
  if (e.event.startsWith('net:outbound')) return 'out';
  return undefined;
}

/** What an event says, in one line. */
export function sentence(e: VedetteEvent): string {
  if (e.message) return messageLine(e.message);
  switch (e.event) {
    case 'net:inbound_connection':
    case 'net:outbound_connection':
      return `${e.event === 'net:inbound_connection' ? 'came in' : 'connected'} as ${text(e.peer?.connection)}, ${plural(num(e['connections']) ?? 0, 'connection')} in this direction`;
    case 'net:closed_connection':
      return 'connection ended';
    case 'net:evicted_inbound_connection':
      return 'evicted to make room';
    case 'net:misbehaving_connection':
      return text(e['reason']);
    case 'validation:block_connected':
      return `block ${whole(num(e['height']) ?? 0)} connected in ${took((num(e['duration_ns']) ?? 0) / 1e6)}, ${plural(num(e['transactions']) ?? 0, 'tx', 'txs')}`;
    case 'utxocache:flush':
      return `${text(e['mode'])}, ${count(num(e['coins']) ?? 0)} coins in ${took((num(e['duration_us']) ?? 0) / 1e3)}`;
    case 'utxocache:add':
    case 'utxocache:spent':
    case 'utxocache:uncache':
      return `${hash(e['txid'])}:${text(e['index'])}, ${whole(num(e['value']) ?? 0)} sat`;
    case 'mempool:added':
      return `${hash(e['txid'])}, ${whole(num(e['vsize']) ?? 0)} vB${feeOf(e)}`;
    case 'mempool:removed':
      return `${hash(e['txid'])}, ${text(e['reason'])}`;
    case 'mempool:rejected':
      return `${hash(e['txid'])}, ${text(e['reason'])}`;
    case 'mempool:replaced': {
      const [old, by] = [e['replaced'] as Fields, e['replacement'] as Fields];
      return `${hash(old?.['txid'])} by ${hash(by?.['txid'] ?? by?.['package_hash'])}`;
    }
    case 'vedette:node':
      return `${text(e['state'])}${e['gap_possible'] ? ', may have missed events before' : ''}`;
    case 'vedette:loss':
      return `${plural(list(e['counts']).reduce<number>((n, c) => n + (num((c as Fields)['lost']) ?? 0), 0), 'event')} lost`;
    default:
      return rest(e);
  }
}

const feeOf = (e: Fields): string =>
  num(e['fee']) !== undefined && num(e['vsize']) ? `, ${feeRate(((e['fee'] as number) / (e['vsize'] as number)) * 1000)} sat/vB` : '';

function rest(e: VedetteEvent): string {
  return Object.entries(e)
    .filter(([k, v]) => !['time', 'sequence', 'node', 'event', 'peer'].includes(k) && typeof v !== 'object' && v !== '')
    .map(([k, v]) => `${k} ${String(v)}`)
    .join(', ')
    .slice(0, 200);
}

function items(m: Fields): string {
  const all = list(m['items']) as { type?: string; hash?: string }[];
  const kinds = new Map<string, number>();
  for (const i of all) kinds.set(i.type ?? '', (kinds.get(i.type ?? '') ?? 0) + 1);
  const said = [...kinds].map(([k, n]) => `${whole(n)} ${k.replaceAll('_', ' ')}`).join(', ');
  return all.length ? `${said}, ${all.length > 1 ? 'first ' : ''}${hash(all[0]?.hash)}` : 'empty';
}

function transaction(t: Fields): string {
  return `${hash(t['txid'])}, ${list(t['inputs']).length} in ${list(t['outputs']).length} out, ${whole(num(t['vsize']) ?? 0)} vB`;
}

function messageLine(m: Fields): string {
  const undecoded = m['undecoded'] as Fields | undefined;
  if (undecoded) return `not decoded: ${text(undecoded['reason'])}`;
  const header = m['header'] as Fields | undefined;
  const over = m['over_limit'] ? ` · over the limit: ${text(m['over_limit'])}` : '';
  const trailing = m['trailing'] ? ` · ${bytes(text(m['trailing']).length / 2)} left over` : '';
  return line(m, header) + over + trailing;
}

function line(m: Fields, header: Fields | undefined): string {
  switch (m['type']) {
    case 'inv':
    case 'getdata':
    case 'notfound':
      return items(m);
    case 'tx':
      return transaction((m['transaction'] ?? {}) as Fields);
    case 'block':
      return `${hash(header?.['hash'])}, ${plural(list(m['transactions']).length, 'tx', 'txs')}`;
    case 'cmpctblock':
      return `${hash(header?.['hash'])}, ${whole(list(m['short_ids']).length)} short ids, ${list(m['prefilled']).length} prefilled`;
    case 'getblocktxn':
      return `${list(m['indexes']).length} missing of ${hash(m['block_hash'])}`;
    case 'blocktxn':
      return `${plural(list(m['transactions']).length, 'tx', 'txs')} of ${hash(m['block_hash'])}`;
    case 'headers': {
      const all = list(m['headers']) as Fields[];
      return all.length ? `${plural(all.length, 'header')}, ${hash(all[all.length - 1]?.['hash'])}` : 'no headers';
    }
    case 'getheaders':
    case 'getblocks':
      return `after ${hash(list(m['locator'])[0])}`;
    case 'merkleblock':
      return `${hash(header?.['hash'])}, ${list(m['hashes']).length} hashes`;
    case 'addr':
    case 'addrv2':
      return plural(list(m['addresses']).length, 'address', 'addresses');
    case 'version':
      return `${text(m['user_agent'])} at ${whole(num(m['start_height']) ?? 0)}, protocol ${text(m['version'])}`;
    case 'ping':
    case 'pong':
      return m['nonce'] === undefined ? 'without nonce' : `nonce ${text(m['nonce'])}`;
    case 'feefilter':
      return num(m['feerate']) === undefined ? '' : `nothing below ${feeRate(m['feerate'] as number)} sat/vB`;
    case 'sendcmpct':
      return `version ${text(m['version'])}, ${m['announce'] === 1 ? 'high bandwidth' : 'low bandwidth'}`;
    case 'getcfilters':
    case 'getcfheaders':
      return `from ${whole(num(m['start_height']) ?? 0)} to ${hash(m['stop_hash'])}`;
    case 'cfilter':
      return `${hash(m['block_hash'])}, ${vbytes(text(m['filter']).length / 2).replace('vB', 'B')}`;
    case 'reject':
      return `${text(m['message'])}: ${text(m['reason'])}`;
    case 'sendtxrcncl':
      return `version ${text(m['version'])}`;
    case 'feature':
      return text(m['feature_id'] ?? m['feature_id_bytes']);
    default:
      return '';
  }
}
