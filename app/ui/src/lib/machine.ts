/** The records of the machine's page (vedette.watch.machine and its neighbours), and what is said of them. */
import { age, bytes, percent, plural } from './format';
import type { State } from './views';

export interface Disk {
  mount: string; device: string; file_system: string; read_only: boolean; size?: number; used?: number; available?: number;
  outlook: 'unknown' | 'steady' | 'filling'; full_in_seconds?: number;
}
export interface Directory { path: string; mount?: string; device?: string; bytes?: number; complete: boolean; remark?: string }
export interface MachinePage {
  memory: { size?: number; available?: number; swap?: number; swap_free?: number };
  load: { load1?: number; load5?: number; load15?: number; cores?: number };
  started_at?: number;
  pressures: { resource: string; some: number; full?: number }[];
  disks: Disk[]; disks_as_of?: number; directories: Directory[]; directories_as_of?: number;
  temperatures: { chip: string; sensor: string; celsius: number; critical?: number }[];
  clock?: { synchronised: boolean; offset?: number; most_error?: number };
}
export interface UnitsPage {
  units: { name: string; state: State; active: string; sub: string; result: string; since?: number; memory?: number; restarts?: number; lately: number }[];
}
export interface CertificatesPage {
  certificates: { where: string; state: State; subject?: string; not_before?: number; not_after?: number; trouble?: string }[];
}
export interface TorPage {
  version: string; progress?: number; summary: string; warning?: string; circuit: boolean; circuits?: number; started_at?: number;
  read?: number; written?: number;
  onions: { name: string; address?: string; ports: number[]; published?: boolean; published_at?: number }[];
}
export interface OpenBaoPage { version: string; secrets: { reference: string; kept: boolean; read_at?: number; trouble: string }[] }

/** Share of what can be had of a disk that is used, as `df` reckons; undefined if it is not known. */
export const used = (d: Disk): number | undefined =>
  d.used !== undefined && d.available !== undefined && d.used + d.available > 0 ? d.used / (d.used + d.available) : undefined;

/** Whether somebody should look at a disk, as the server judges it. */
export const tight = (d: Disk): boolean => (used(d) ?? 0) > 0.95 || (d.full_in_seconds ?? Infinity) < 86_400;

/** When a disk is full, in words. */
export function outlook(d: Disk): string {
  if (d.outlook === 'filling' && d.full_in_seconds !== undefined) return `full in about ${age(d.full_in_seconds * 1000)}`;
  return d.outlook === 'steady' ? 'does not fill' : '';
}

/** The page in a sentence. */
export function headline(p: MachinePage | undefined): string {
  if (!p) return 'Waiting for the machine …';
  const first = p.disks.find(tight) ?? p.disks[0];
  if (!first) return p.disks_as_of === undefined ? 'The machine runs; its disks were not looked at yet.' : 'The machine runs, but its disks cannot be looked at.';
  if (first.available === undefined) return 'The machine runs; how full its disks are is not known.';
  const room = `${bytes(first.available)} free`;
  if (first.full_in_seconds !== undefined && tight(first)) return `${first.mount} is full in about ${age(first.full_in_seconds * 1000)}: ${room}.`;
  if (tight(first)) return `${first.mount} is nearly full: ${room}.`;
  const rest = p.disks.length > 1 ? `The fullest of ${plural(p.disks.length, 'disk')}, ${first.mount},` : `The disk ${first.mount}`;
  return `${rest} is ${percent(used(first) ?? 0)} full: ${room}.`;
}

/** What the kernel knows of the clock, in words. */
export function clockWords(p: MachinePage): string {
  const c = p.clock;
  if (!c) return '';
  if (!c.synchronised) return 'not synchronised';
  return c.most_error === undefined ? 'synchronised' : `right to ${c.most_error < 1 ? `${Math.max(1, Math.round(c.most_error * 1000))} ms` : `${c.most_error.toFixed(1)} s`}`;
}
