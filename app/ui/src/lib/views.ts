/** The server's records (vedette.watch.view), key by key. What is not known is absent. */

export type State = 'ok' | 'syncing' | 'starting' | 'waiting' | 'locked' | 'warn' | 'stale' | 'unknown' | 'gone' | 'bad';
export type Scope = 'public' | 'read' | 'admin';

export interface Session {
  scope: Scope;
  demo: boolean;
  version: string;
  nodes: { key: string; name: string; demo: boolean }[];
  /** Where history begins, ms. */
  history_since?: number;
  csrf?: string;
}

export interface Reason { state: State; node?: string; fact: string; rest?: string }
export interface Change { at: number; state: State; node?: string; text: string }
/** What the public view leaves out (docs/live.md) may be absent everywhere below. */
export interface NowView {
  demo: boolean;
  verdict: { state: State; sentence: string; reasons?: Reason[] };
  nodes: Record<string, NodeView>;
  services?: Record<string, ServiceView>;
  changes?: Change[];
}

/** A reading on a card; without value and text it is not known, and `why` says why. */
export interface Figure { label: string; value?: number; text?: string; unit: string; why: string }
export interface ServiceView {
  key: string; kind: string; name: string; state: State; word: string; since: number; detail: string; as_of?: number;
  figures: Figure[]; needs: string[]; waits_for?: string;
}
export interface Measurement { name: string; labels: Record<string, string>; value: number; unit: string }
/** Topic `service/KEY`; `page` is of the service's kind (lib/kinds). */
export interface ServicePage<P = unknown> { service: ServiceView; readings: Measurement[]; page?: P }

export interface Pool {
  transactions: number; vbytes: number; usage: number; max_bytes: number; min_fee: number;
  total_fee?: number; as_of: number;
}
export interface NodeView {
  key: string; kind: string; demo: boolean; state: State; word: string; since: number; detail?: string;
  chain?: string; version?: string; pid?: number; started_at?: number;
  tip?: { height: number; headers?: number; hash?: string; time?: number; connected_at?: number };
  sync?: { progress: number; blocks_behind: number; left_low_seconds?: number; left_high_seconds?: number };
  connections?: { inbound: number; outbound: number; as_of: number };
  mempool?: Pool;
  rates: {
    bytes_in?: number; bytes_out?: number; messages_in?: number; messages_out?: number;
    mempool_added?: number; events?: number;
  };
  disk?: { bytes: number; pruned: boolean; prune_height?: number };
  tracepoints?: { state: State; attached: string[]; missing: string[]; lost: number; detail?: string };
  rpc?: { state: State; word: string; as_of?: number; took_ms?: number; detail?: string; forbidden?: string[] };
  warnings?: string[];
}

export interface PeerRow {
  id: number; address?: string; network?: string; connection: string; inbound: boolean; services?: string;
  version?: number; user_agent?: string; connected_at?: number; ping_ms?: number; min_ping_ms?: number;
  bytes_in: number; bytes_out: number; messages_in: number; messages_out: number; rate_in: number; rate_out: number;
  last_message_at?: number; synced_blocks?: number; mapped_as?: number; transport?: string; misbehaved: number;
  notes?: string[];
}
export interface PeersView { as_of?: number; unlisted: number; peers: Record<string, PeerRow> }
/** A peer from connection to end, from history. */
export interface PastSession {
  peer: number; address: string; network: string; connection: string; inbound: boolean; user_agent?: string;
  opened_at?: number; closed_at?: number; end?: string; bytes_in?: number; bytes_out?: number; messages_in?: number; messages_out?: number;
}
export interface Traffic { messages_in: number; bytes_in: number; messages_out: number; bytes_out: number }
export interface PeerView {
  row: PeerRow; traffic: Record<string, Traffic>; last: VedetteEvent[];
  misbehaviour: { at: number; what: string }[];
}

export interface Flush { at: number; duration_micros: number; mode?: string; coins: number; memory: number; for_prune: boolean }
export interface Announcement { peer?: number; address?: string; kind: string; offset_micros: number }
export interface Compact {
  result: 'hit' | 'round_trip' | 'open'; short_ids: number; prefilled: number; requested?: number; round_trip_micros?: number;
}
export interface BlockRow {
  hash: string; height?: number; connected_at?: number; connect_micros?: number; transactions?: number; inputs?: number;
  sigops?: number; bytes?: number; first_at?: number; first_peer?: number; announcements: Announcement[];
  more_announcements: number; mined_here?: boolean; compact?: Compact; flush?: Flush;
}
export interface BlocksView { blocks: Record<string, BlockRow>; last_flush?: Flush }

export interface MempoolView {
  pool?: Pool; added: number; added_vbytes: number; added_fees: number; removed: Record<string, number>;
  replaced: number; rejected: Record<string, number>; fee_rates: { from: number; transactions: number; vbytes: number }[];
  last_replaced: { at: number; txid: string; fee_rate: number; by: string; by_fee_rate: number }[];
  last_rejected: { at: number; txid: string; reason: string }[];
}

export interface NetworkView {
  connections: { network: string; inbound: boolean; connection: string; peers: number }[];
  opened: Record<string, number>; closed: Record<string, number>; evicted: number; misbehaving: number;
  diversity?: { subnets: number; largest_subnet: number; systems?: number; largest_system?: number };
  gossip?: { messages_in: number; addresses_in: number; messages_out: number; addresses_out: number };
  known?: Record<string, { fresh: number; tried: number }>;
  oddities: { at: number; kind: string; sentence?: string; peer?: number; count: number }[];
}

export interface TracepointRow {
  event: string; delivered: number; bytes: number; lost: number; payloads: number; faults: number; dropped: number;
  cut: number; filtered: number;
}
export interface SystemView {
  version: string; started_at: number; cpu?: number; rss?: number; heap_used: number; heap_max: number;
  tracepoints: TracepointRow[];
  queues: { name: string; depth: number; capacity: number; unit: string; dropped: number }[];
  polls: { target: string; call: string; state: State; word: string; as_of?: number; took_ms?: number }[];
  history: { state: State; detail?: string; bytes?: number; oldest?: number; written?: number; dropped: number };
}

export interface AlertReading { metric: string; labels: Record<string, string>; value: number }
export interface AlertRow {
  id: string; rule: string; subject: string; labels: Record<string, string>; severity: 'info' | 'warning' | 'critical';
  since: number; fired_at?: number; ended_at?: number; unknown: boolean; announced: boolean; silence?: string; follows_from?: string;
  title: string; reason: string; todo: string; condition: string; lasting_seconds: number; readings: AlertReading[];
}
export interface AlertsView {
  enabled: boolean; firing: AlertRow[]; pending: AlertRow[]; recent: AlertRow[];
  mutes: { id: string; rule: string; subject: string; until?: number; maintenance: boolean; fixed: boolean }[];
  quiet: boolean;
  channels: { name: string; kind: string; waiting: number; sent: number; sent_at?: number; failed: number; dropped: number; trouble: string }[];
  more: number;
}
/** What a test of a channel came to; `trouble` is empty if the message was taken. */
export interface Tried { name: string; kind: string; trouble: string }

/** An event as `vedette tap` prints it; docs/events.md. */
export interface VedetteEvent {
  time: string; sequence: number; node?: { pid: number; name: string }; event: string;
  peer?: { id?: number; address?: string; connection?: string; network?: string };
  message?: { type: string; size: number; [field: string]: unknown };
  [field: string]: unknown;
}

export interface SeriesAnswer {
  step_seconds: number;
  series: { name: string; unit: string; points: [ms: number, mean: number, min: number, max: number][] }[];
}
export interface SeriesName { name: string; unit: string; about: string }
export interface Words {
  keys?: string[]; events?: string[]; messages?: string[]; directions?: string[]; connections?: string[]; networks?: string[];
}
export interface SelectionProblem { message: string; at?: number; length?: number; nearest?: string }
export interface Recording {
  id: string; name: string; select: string; started_at: number; ended_at?: number; events: number; bytes: number;
  dropped: number; files: string[]; detail?: string;
}
/** `token` is the secret; it is in the answer to POST only. */
export interface Token { id: string; name: string; scope: Scope; created?: number; token?: string }
