import { age, plural } from './format';

/** The page of the service `backup` (docs/live.md). */
export interface BackupPage { streams: BackupStream[]; places: BackupPlace[]; damages: BackupDamage[] }
export interface BackupStream {
  name: string; channels: boolean; live?: number; kept?: number; current: boolean; looked_at?: number; behind_since?: number;
  recorded_at?: number; verified_at?: number; held_since?: number; trouble?: string;
}
export interface BackupPlace {
  name: string; kind: string; copies: number; missing: number; stored_at?: number; proven_at?: number; trouble?: string; trouble_since?: number;
}
export interface BackupDamage { at: number; place: string; name: string; what: string; healed: boolean }

/** What somebody must do, or may know, worst first; undefined: all is in safety. */
export function worst(page: BackupPage, now: number): { state: 'bad' | 'warn'; text: string } | undefined {
  const held = page.streams.find((s) => s.held_since !== undefined);
  if (held) return { state: 'bad', text: `All channels of ${what(held)} are gone at once: nothing was recorded. ${held.trouble ?? ''}`.trim() };
  const behind = page.streams.find((s) => !s.current && s.behind_since !== undefined && now - s.behind_since > 120_000);
  if (behind) return { state: behind.channels ? 'bad' : 'warn', text: `The newest backup of ${what(behind)} does not hold what there is, for ${age(now - (behind.behind_since ?? now))}.` };
  const damaged = page.damages.find((d) => !d.healed);
  if (damaged) return { state: 'bad', text: `A copy in ${damaged.place} was ${damaged.what} and has not been mended.` };
  const away = page.places.filter((p) => p.trouble);
  if (away.length > 0) return { state: 'warn', text: `${plural(away.length, 'place')} cannot be used: ${away.map((p) => p.name).join(', ')}.` };
  const healed = page.damages[0];
  if (healed) return { state: 'warn', text: `A copy in ${healed.place} was ${healed.what} and has been put there again.` };
  return undefined;
}

/** A stream for people: the LND or the set of files. */
export const what = (stream: BackupStream): string => stream.name.slice(stream.name.indexOf('/') + 1);
