import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fieldLines, payloadOf, spanAt, spansOf } from '../src/lib/fields';
import { fromHex } from '../src/lib/layout';
import { sentence } from '../src/lib/sentences';
import { holds, micros } from '../src/lib/stream.svelte';
import { Ring } from '../src/lib/ring';
import type { VedetteEvent } from '../src/lib/views';

// What `vedette tap --demo --payload` printed.
const events = readFileSync(new URL('../dev/events.ndjson', import.meta.url), 'utf8').trim().split('\n').map((l) => JSON.parse(l) as VedetteEvent);
const messages = events.filter((e) => e.message && !e.message['undecoded']);
const one = (type: string): VedetteEvent => messages.find((e) => e.message?.type === type) as VedetteEvent;
const at = (e: VedetteEvent, path: string): string => {
  const span = spansOf(e).find((s) => s.path === path);
  return span ? (payloadOf(e) as string).slice(2 * span.start, 2 * (span.start + span.length)) : '';
};
const reversed = (hex: string): string => (hex.match(/../g) ?? []).reverse().join('');

describe('places of fields', () => {
  it('hashesStandWhereTheyAreDecodedFrom', () => {
    const inv = one('inv');
    const items = inv.message?.['items'] as { hash: string }[];
    items.forEach((item, i) => expect(reversed(at(inv, `items.${i}.hash`))).toBe(item.hash));
  });
  it('transactionsAreWalkedToTheirLastByte', () => {
    for (const e of messages.filter((m) => m.message?.type === 'tx')) {
      const span = spansOf(e).find((s) => s.path === 'transaction');
      expect(span).toEqual({ path: 'transaction', start: 0, length: (e.message?.['transaction'] as { size: number }).size });
      const t = e.message?.['transaction'] as { outputs: { script_pubkey: string }[]; inputs: { witness: string[] }[] };
      t.outputs.forEach((o, i) => expect(at(e, `transaction.outputs.${i}.script_pubkey`)).toBe(o.script_pubkey));
      t.inputs.forEach((input, i) => (input.witness ?? []).forEach((w, j) => expect(at(e, `transaction.inputs.${i}.witness.${j}`)).toBe(w)));
    }
  });
  it('userAgentsAreReadable', () => {
    const version = one('version');
    expect(new TextDecoder().decode(fromHex(at(version, 'user_agent')))).toBe(version.message?.['user_agent']);
  });
  it('headersOfCompactBlocksAreTheirFirstEightyBytes', () => {
    const c = one('cmpctblock');
    expect(reversed(at(c, 'header.prev_block'))).toBe((c.message?.['header'] as { prev_block: string }).prev_block);
    (c.message?.['short_ids'] as string[]).forEach((id, i) => expect(reversed(at(c, `short_ids.${i}`))).toBe(id));
  });
  it('everyPlaceLiesWithinTheMessage', () => {
    let walked = 0;
    for (const e of messages) {
      const n = (payloadOf(e) ?? '').length / 2;
      for (const s of spansOf(e)) {
        expect(s.start + s.length).toBeLessThanOrEqual(n);
        walked++;
      }
    }
    expect(walked).toBeGreaterThan(500);
  });
  it('decodedMessagesLeaveNoByteUnexplained', () => {
    for (const e of messages) {
      if (e.message?.['trailing'] !== undefined || !spansOf(e).length) continue;
      expect([e.message?.type, spansOf(e).filter((s) => s.path === 'trailing')]).toEqual([e.message?.type, []]);
    }
  });
  it('cutPayloadsKeepThePlacesThatAreThere', () => {
    const tx = structuredClone(one('tx'));
    (tx.message as Record<string, unknown>)['payload'] = (payloadOf(tx) as string).slice(0, 20);
    expect(spansOf(tx).map((s) => s.path)).toContain('transaction.version');
  });
  it('aByteBelongsToItsInnermostField', () => expect(spanAt(spansOf(one('inv')), 5)?.path).toBe('items.0.hash'));
  it('longListsAreFolded', () => {
    const lines = fieldLines({ items: Array.from({ length: 100 }, (_, i) => i) }, [], new Set());
    expect(lines.length).toBe(1 + 12 + 1);
    expect(lines[lines.length - 1]?.more).toBe(88);
  });
});

describe('sentences', () => {
  it('everyKindOfEventHasOne', () => {
    for (const e of events) expect(sentence(e)).not.toMatch(/undefined|NaN|\[object/);
  });
  it('undecodedMessagesSayWhy', () => {
    const odd = events.filter((e) => e.message?.['undecoded'] !== undefined);
    expect(odd.length).toBeGreaterThan(0);
    for (const e of odd) expect(sentence(e)).toMatch(/^not decoded: ./);
  });
});

describe('the buffer', () => {
  it('keepsTheNewestAndCountsTheRest', () => {
    const ring = new Ring<number>(5_000);
    for (let i = 0; i < 12_000; i++) ring.push(i);
    expect([ring.length, ring.dropped, ring.at(0), ring.at(4_999), ring.at(5_000)]).toEqual([5_000, 7_000, 7_000, 11_999, undefined]);
    ring.shift();
    expect([...ring].length).toBe(4_999);
  });
  it('givesTimesToTheMicrosecond', () => expect(micros('2026-11-21T14:27:53.118204001Z') - Date.UTC(2026, 10, 21, 14, 27, 53)).toBeCloseTo(118.204, 2));
  it('isSearchedDeeplyButNotInRawBytes', () => {
    expect(holds({ a: [{ b: 'Wanted' }] }, 'wanted')).toBe(true);
    expect(holds({ payload: 'wanted' }, 'wanted')).toBe(false);
  });
});
