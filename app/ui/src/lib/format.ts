/** Numbers, times and units in words, as ui.md writes them. Pure; UTC everywhere. */

const THIN = '\u202f';
const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;

/** A whole number with thin spaces between thousands. */
export function whole(n: number): string {
  const [digits, sign] = [String(Math.abs(Math.round(n))), n < 0 ? '−' : ''];
  return sign + digits.replace(/\B(?=(\d{3})+(?!\d))/g, THIN);
}

/** Three figures or so: 6.1, 88.0, 412. */
function few(n: number): string {
  return n < 99.95 ? n.toFixed(1) : whole(n);
}

function scaled(n: number, units: readonly string[], base = 1000): string {
  let value = Math.abs(n);
  let i = 0;
  while (value >= base * 0.9995 && i < units.length - 1) {
    value /= base;
    i++;
  }
  const text = i === 0 ? (Number.isInteger(value) ? whole(value) : few(value)) : few(value);
  return `${n < 0 ? '−' : ''}${text}${units[i] ? ` ${units[i]}` : ''}`;
}

export const bytes = (n: number): string => scaled(n, ['B', 'kB', 'MB', 'GB', 'TB']);
export const rate = (n: number): string => scaled(n, ['B/s', 'kB/s', 'MB/s', 'GB/s']);
/** MiB and so on, only where Core counts so. */
export const mebibytes = (n: number): string => scaled(n, ['B', 'KiB', 'MiB', 'GiB', 'TiB'], 1024);
export const vbytes = (n: number): string => scaled(n, ['vB', 'kvB', 'MvB']);
/** 18.2 M, 1.1 k, 214. */
export const count = (n: number): string => (n < 100_000 ? whole(n) : scaled(n, ['', 'k', 'M', 'G', 'T']));
export const perSecond = (n: number): string => (n < 10 ? n.toFixed(1) : n < 100_000 ? whole(n) : count(n));
export const percent = (share: number): string => {
  const p = share * 100;
  return `${p > 0 && p < 10 ? p.toFixed(1) : p > 99 && p < 100 ? p.toFixed(2) : Math.round(p)}${THIN}%`;
};
/** sat/kvB to sat/vB. */
export const feeRate = (perKvb: number): string => {
  const f = perKvb / 1000;
  return f < 10 ? f.toFixed(2) : f < 100 ? f.toFixed(1) : whole(f);
};

/** How old something is: 41 s, 4 min, 2 h 14 min, 12 d 4 h. */
export function age(ms: number): string {
  const t = Math.max(0, ms);
  if (t < MINUTE) return `${Math.floor(t / 1000)} s`;
  if (t < HOUR) return `${Math.floor(t / MINUTE)} min`;
  if (t < DAY) return join(Math.floor(t / HOUR), 'h', Math.floor((t % HOUR) / MINUTE), 'min');
  return join(Math.floor(t / DAY), 'd', Math.floor((t % DAY) / HOUR), 'h');
}

const join = (a: number, unit: string, b: number, small: string): string =>
  b === 0 ? `${whole(a)} ${unit}` : `${whole(a)} ${unit} ${b} ${small}`;

/** How long something took: 96 ms, 61.6 ms, 1.9 s. */
export function took(ms: number): string {
  if (ms < 0.1) return `${Math.round(ms * 1000)} µs`;
  if (ms < 99.95) return `${ms < 1 ? ms.toFixed(2) : ms.toFixed(1)} ms`;
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < MINUTE) return `${(ms / 1000).toFixed(1)} s`;
  return age(ms);
}

/** A range of estimates: "3 to 4 h"; "about 20 min" if both ends are the same in words. */
export function span(lowSeconds: number, highSeconds: number): string {
  const unit = highSeconds >= 2 * 86_400 ? 86_400 : highSeconds >= 2 * 3_600 ? 3_600 : 60;
  const word = unit === 86_400 ? 'd' : unit === 3_600 ? 'h' : 'min';
  const low = Math.max(1, Math.round(lowSeconds / unit));
  const high = Math.max(1, Math.round(highSeconds / unit));
  return low >= high ? `about ${high} ${word}` : `${low} to ${high} ${word}`;
}

const two = (n: number): string => String(n).padStart(2, '0');

export function clock(ms: number, seconds = true): string {
  const d = new Date(ms);
  return `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}${seconds ? `:${two(d.getUTCSeconds())}` : ''}`;
}
export function date(ms: number): string {
  const d = new Date(ms);
  return `${d.getUTCFullYear()}-${two(d.getUTCMonth() + 1)}-${two(d.getUTCDate())}`;
}
export const stamp = (ms: number): string => `${date(ms)} ${clock(ms)} UTC`;
/** For titles: the same moment where the reader is. */
export const local = (ms: number): string => `${new Date(ms).toLocaleString()} local time`;

/** An axis label that fits the distance between labels. */
export function tick(ms: number, step: number): string {
  if (step >= DAY) return date(ms).slice(5);
  if (step >= HOUR && ms % DAY === 0) return date(ms).slice(5);
  return clock(ms, step < MINUTE);
}

/** The middle of a long word goes: 4c1e90a2…7d03. */
export function short(text: string, head = 8, tail = 4): string {
  return text.length <= head + tail + 1 ? text : `${text.slice(0, head)}…${text.slice(-tail)}`;
}
/** Addresses: long names are cut in the middle, everything else stays. */
export function shortAddress(address: string): string {
  const match = /^([^:[\]]{24,})(:\d+)?$/.exec(address);
  if (!match?.[1]) return address;
  const host = match[1];
  const suffix = host.endsWith('.b32.i2p') ? '.b32.i2p' : host.endsWith('.onion') ? '.onion' : '';
  const stem = host.slice(0, host.length - suffix.length);
  return suffix ? `${stem.slice(0, 9)}…${stem.slice(-4)}${suffix}` : short(host, 14, 8);
}
/** Hashes of blocks begin with zeros: show the end that differs. */
export const shortHash = (hash: string): string => (hash.startsWith('00000') ? short(hash, 8, 8) : short(hash));

const CONNECTIONS: Record<string, string> = {
  'outbound-full-relay': 'full relay',
  'block-relay-only': 'block relay',
  'addr-fetch': 'addr fetch',
  'private-broadcast': 'private',
};
export const connection = (word: string): string => CONNECTIONS[word] ?? word;
export const plural = (n: number, one: string, many = `${one}s`): string => `${whole(n)} ${n === 1 ? one : many}`;
