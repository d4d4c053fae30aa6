/** Alerts in words. Pure. */

import { plural } from './format';
import type { AlertReading, AlertRow, AlertsView, State } from './views';

/** The sentence on top of the page. */
export function sentence(view: AlertsView): string {
  if (!view.enabled) return 'No rule is evaluated: alerts are switched off.';
  const critical = view.firing.filter((row) => row.severity === 'critical').length;
  const all = view.firing.length;
  if (critical > 0) return `${plural(critical, 'alert')} ${critical === 1 ? 'needs' : 'need'} you now${all > critical ? `, ${all - critical} more can wait` : ''}.`;
  if (view.firing.some((row) => row.severity === 'warning')) return `${plural(all, 'alert')} ${all === 1 ? 'needs' : 'need'} a look.`;
  if (all > 0) return `Nothing needs you; ${plural(all, 'thing')} to know.`;
  return view.pending.length > 0 ? 'Nothing needs you yet.' : 'Nothing needs you.';
}

export function state(row: AlertRow): State {
  if (row.unknown) return 'unknown';
  if (row.ended_at !== undefined) return 'ok';
  return row.severity === 'critical' ? 'bad' : row.severity === 'warning' ? 'warn' : 'ok';
}

/** What is special about it: why nobody is told, that it is not known. Empty if nothing.
 *  @param others among which is what it follows from */
export function holds(row: AlertRow, others: readonly AlertRow[] = []): string {
  const parts: string[] = [];
  if (row.unknown) parts.push(`It cannot be told at the moment whether this still holds.${row.subject ? ` If ${row.subject} is gone for good, mute it.` : ''}`);
  if (row.follows_from) {
    const parent = others.find((other) => other.id === row.follows_from);
    parts.push(`Follows from “${parent ? `${parent.subject ? `${parent.subject}: ` : ''}${parent.title}` : row.follows_from}”, so nobody is told.`);
  } else if (row.silence) parts.push(`Nobody is told: ${row.silence}.`);
  return parts.join(' ');
}

export function reading(r: AlertReading): string {
  const labels = Object.entries(r.labels).map(([name, value]) => `${name}="${value}"`).join(',');
  return `${r.metric}${labels ? `{${labels}}` : ''} = ${r.value}`;
}

export function limit(row: AlertRow): string {
  const s = row.lasting_seconds;
  if (s === 0) return ', at once';
  return `, after ${s % 3600 === 0 ? `${s / 3600} h` : s % 60 === 0 ? `${s / 60} min` : `${s} s`}`;
}
