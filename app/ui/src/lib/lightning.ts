/** What LND's page shows (vedette.watch.lnd.LightningPage), and the sentences made of it. Amounts in sat. */
import type { Component } from 'svelte';
import { age, clock, plural, whole } from './format';

export interface Channel {
  id: string; point: string; peer: string; name: string; active: boolean; since: number; since_seen: boolean; is_private?: boolean;
  initiator?: boolean; capacity: number; ours: number; theirs: number; our_reserve?: number; their_reserve?: number; can_send: number;
  can_receive: number; in_flight: number; payments: number; expiry_blocks?: number; sent?: number; received?: number; uptime?: number; flags?: string;
}
export interface InFlight {
  channel: string; name: string; incoming: boolean; forwarded: boolean; amount: number; expiry_height: number; blocks?: number;
  close_in_blocks?: number; first_seen: number; peer_offline: boolean;
}
export interface Closing {
  point: string; peer: string; name: string; forced: boolean; capacity: number; limbo: number; recovered?: number; blocks_left?: number;
  payments: number; anchor?: string; flags?: string; closing_txid?: string; first_seen: number;
}
export interface Opening { point: string; peer: string; name: string; capacity: number; ours: number; confirmations_left?: number; expires_in_blocks?: number }
export interface Closed { id: string; peer: string; name: string; how: string; height?: number; capacity: number; settled: number; by?: string }
export interface LightningPeer {
  pubkey: string; name: string; address: string; inbound: boolean; ping_ms?: number; bytes_sent?: number; bytes_received?: number;
  flaps?: number; last_flap_at?: number; last_error?: string;
}
export interface Day { date: string; count: number; amount: number; fees: number }
export interface LightningPage {
  wallet_state?: string;
  node?: {
    alias?: string; pubkey: string; network?: string; version: string; height: number; bitcoin_height?: number; header_at?: number;
    synced_to_chain: boolean; synced_to_graph?: boolean; wallet_synced?: boolean; as_of: number;
  };
  balances?: {
    ours?: number; theirs?: number; in_flight_ours?: number; in_flight_theirs?: number; confirmed?: number; unconfirmed?: number;
    anchor_reserve?: number; limbo?: number;
  };
  channels: Channel[]; more_channels: number; channels_as_of?: number; in_flight: InFlight[]; more_in_flight: number;
  opening: Opening[]; closing: Closing[]; pending_as_of?: number; closed: Closed[]; closed_counts: Record<string, number>;
  peers: LightningPeer[]; more_peers: number; peers_as_of?: number; forwards: Day[];
  tower?: { backups: number; pending: number; failed: number; as_of: number };
  certificate?: { not_before: number; not_after: number };
  changes: { at: number; kind: string; text: string }[]; refused: string[];
}

/** Parts that others put onto the page, each for one LND: a part is a line here. */
export const PARTS: (() => Promise<{ default: Component<{ service: string }> }>)[] = [];

/** A payment that expires sooner than this needs somebody. */
export const SOON = 40;
const BLOCK_MS = 600_000;

/** When so many blocks have come, about. */
export const about = (now: number, blocks: number): string => {
  const ms = Math.max(0, blocks) * BLOCK_MS;
  return ms < 43_200_000 ? `about ${clock(now + ms, false)}` : `about ${age(Math.round(ms / 3_600_000) * 3_600_000)} from now`;
};

export const blocks = (n: number): string => plural(n, 'block');

/** What is true of the channels now; undefined if nothing needs a word before the rest. */
export function concern(p: LightningPage, now: number): string | undefined {
  const next = p.in_flight.find((h) => h.blocks !== undefined && h.blocks < SOON);
  if (next?.blocks !== undefined) {
    // Whether LND knows the preimage of one that comes in is not told, so what it will do is not certain.
    return next.peer_offline && !next.incoming
      ? `${next.name} closes by force in ${blocks(Math.max(0, next.blocks))}, at ${about(now, next.blocks)}, unless its peer comes back.`
      : `A payment ${next.incoming ? 'from' : 'to'} ${next.name} expires in ${blocks(next.blocks)}, at ${about(now, next.blocks)}${next.peer_offline ? ', and its peer is offline' : ''}.`;
  }
  const forced = p.closing.filter((c) => c.forced);
  if (forced.length > 0) {
    const limbo = forced.reduce((sum, c) => sum + c.limbo, 0);
    return `${forced.length === 1 ? `The channel with ${forced[0]?.name ?? ''} was` : `${forced.length} channels were`} closed by force: ${whole(limbo)} sat on their way back.`;
  }
  const offline = p.channels.filter((c) => !c.active).length;
  return offline > 0 ? `${offline} of ${plural(p.channels.length, 'channel')} cannot be used now.` : undefined;
}

const HOW: Record<string, string> = {
  COOPERATIVE_CLOSE: 'both agreed', LOCAL_FORCE_CLOSE: 'by force, by us', REMOTE_FORCE_CLOSE: 'by force, by the peer',
  BREACH_CLOSE: 'the peer tried to cheat', FUNDING_CANCELED: 'it never opened', ABANDONED: 'abandoned',
};
/** LND's word for how a channel was closed, in ours. */
export const how = (word: string): string => HOW[word] ?? word.toLowerCase().replaceAll('_', ' ');

/** The last thirty days, those without forwards too, oldest first. */
export function month(days: Day[], now: number): Day[] {
  const known = new Map(days.map((d) => [d.date, d]));
  return Array.from({ length: 30 }, (_, i) => {
    const date = new Date(now - (29 - i) * 86_400_000).toISOString().slice(0, 10);
    return known.get(date) ?? { date, count: 0, amount: 0, fees: 0 };
  });
}
