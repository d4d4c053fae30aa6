import { whole } from './format';

/** What the API says of a TrueBit node (docs/services/truebit.md), and how it is shown. Pure. */

export interface OnChain {
  staking?: {
    block_at: number; current: boolean; stake?: string; unlock_at?: number; total_staked?: string; balance?: string; supply?: string; burned?: string; unknown: string[];
  };
  registry?: { block_at: number; current: boolean; registered?: boolean; nodes?: number; unknown: string[] };
  troubles: string[];
}
export interface EntryCount { what: string; count: number }
export interface TruebitPage {
  container?: {
    name: string; id: string; status: string; image: string; image_id: string; created_at?: number; started_at?: number;
    exit_code?: number; restarts?: number; cpu_percent?: number; memory?: number; memory_limit?: number;
  };
  from: string; trouble: string; behind: number; version?: string; wallet?: string;
  registered?: boolean; registered_at?: number; slots_used?: number; slots?: number; slots_at?: number;
  tasks: EntryCount[]; last_task_at?: number; invoices: number; last_invoice_at?: number;
  earnings?: { paid: string; penalties: string; charged: string; net: string; lines: number; unpriced: number };
  last_entry_at?: number; entries: EntryCount[]; unknown_records: number; unattributed: number; too_old: number;
  store_bytes: number; kept_since?: number; chain?: OnChain;
}
export interface Task {
  id: number; execution_id: string; chain_id?: string; block_number?: number; block_hash?: string; task_hash?: string; task_type?: string;
  status: string; received_at?: string; downloaded_at?: string; started_at?: string; completed_at?: string; elapsed_ms?: number;
  gas_used?: number; gas_limit?: number; exit_code?: number; cached?: boolean; peak_memory_raw?: number; wasm_size?: number; wasm_hash?: string;
  metrics_inferred?: boolean;
}
/** A program that the node prepared; `path` is in its container. */
export interface Artifact { hash: string; path: string; size_bytes: number; created_at?: string }
export interface InvoiceLine { operation: string; account: string; total_steps_computed?: number; peak_memory_used?: number; amount?: string }
export interface Invoice {
  id: number; timestamp: string;
  details: { invoiceId: string; executionId?: string; taskId?: string; stepGasPrice?: string; byteGasPrice?: string; lineItem: InvoiceLine[] };
}
export interface LogEntry { id: number; timestamp: string; level?: string; type: string; message: string; cut?: number }
/** `before`: where a search of the log that had to stop goes on. */
export interface Pagination { limit: number; offset: number; hasMore: boolean; before?: number }

export const LEVELS = ['error', 'warn', 'info', 'debug'] as const;
export const KINDS = [
  'task_received', 'task_download', 'task_start', 'execution_output', 'task_completed', 'task_published', 'semaphore', 'invoice',
  'registration', 'json_data', 'info', 'unparsed',
] as const;

/** A kind as people read it. */
export const kindWords = (kind: string): string => kind.replaceAll('_', ' ');

/** An exact amount: the digits stay, groups of three before the point get thin spaces. */
export function amount(text: string): string {
  const match = /^(-?)(\d+)(\.\d+)?$/.exec(text);
  if (!match) return text;
  return `${match[1] ? '−' : ''}${(match[2] ?? '').replace(/\B(?=(\d{3})+(?!\d))/g, '\u202f')}${match[3] ?? ''}`;
}

/** The same with four digits behind the point at most; `…` says that there are more. */
export function brief(text: string): string {
  const shown = amount(text);
  const point = shown.indexOf('.');
  return point < 0 || shown.length - point <= 5 ? shown : `${shown.slice(0, point + 5)}…`;
}

/** Until when a stake is locked (ms), for somebody who looks on now. */
export function lock(at: number, now: number): string {
  const day = new Date(at).toISOString().slice(0, 10);
  return at > now ? day : `${day}, free since then`;
}

/** The lines of an invoice that are about an address. */
export const own = (invoice: Invoice, wallet: string | undefined): InvoiceLine[] =>
  wallet === undefined ? [] : invoice.details.lineItem.filter((l) => l.account.toLowerCase() === wallet.toLowerCase());

/** What one sentence says of the node. */
export function headline(page: TruebitPage, tasks: number): string {
  const count = (what: string): number => page.tasks.find((t) => t.what === what)?.count ?? 0;
  const executing = count('executing');
  const parts = [tasks === 0 ? 'No task has come in yet.' : executing > 0 ? `Executes ${whole(executing)} ${executing === 1 ? 'task' : 'tasks'} now.` : `Idle. ${whole(tasks)} ${tasks === 1 ? 'task' : 'tasks'} so far.`];
  if (count('failed') > 0) parts.push(`${whole(count('failed'))} failed.`);
  if (page.registered === false) parts.push('It is not registered yet.');
  return parts.join(' ');
}

/** What others wrote, so that it steers nothing: controls and marks of the writing direction are shown as such. */
export const harmless = (text: string): string =>
  text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, (c) =>
    `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
