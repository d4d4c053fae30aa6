import { describe, expect, test } from 'vitest';
import { amount, brief, harmless, headline, lock, own, type Invoice, type TruebitPage } from '../src/lib/truebit';

const PAGE: TruebitPage = {
  from: 'files', trouble: '', behind: 0, tasks: [], invoices: 0, entries: [], unknown_records: 0, unattributed: 0, too_old: 0, store_bytes: 0,
};

describe('a TrueBit node', () => {
  test('what others wrote steers nothing', () => {
    expect(harmless('a\n\tb \u001b[2J \u202ex\u2066 größe 😀')).toBe('a\n\tb \\u001b[2J \\u202ex\\u2066 größe 😀');
  });
  test('an exact amount keeps every digit', () => {
    expect(amount('28584970692.000000001')).toBe('28\u202f584\u202f970\u202f692.000000001');
    expect(amount('-1000')).toBe('−1\u202f000');
    expect(amount('unknown')).toBe('unknown');
  });
  test('a long amount is cut where it says so, never rounded', () => {
    expect(brief('4511902.999967440737095516')).toBe('4\u202f511\u202f902.9999…');
    expect(brief('12500.5')).toBe('12\u202f500.5');
    expect(brief('1.2345')).toBe('1.2345');
    expect(brief('52')).toBe('52');
  });
  test('lines about the own address are found in any case of letters, and none without an address', () => {
    const invoice: Invoice = {
      id: 1, timestamp: '', details: { invoiceId: '1', lineItem: [{ operation: 'pay', account: '0xab' }, { operation: 'charge', account: '0xcd' }] },
    };
    expect(own(invoice, '0xAB').map((l) => l.operation)).toEqual(['pay']);
    expect(own(invoice, undefined)).toEqual([]);
  });
  // B15: the time was taken for milliseconds of milliseconds.
  test('a lock is a day, and says when it is over', () => {
    expect(lock(1_800_000_000_000, 1_790_000_000_000)).toBe('2027-01-15');
    expect(lock(1_800_000_000_000, 1_800_000_000_001)).toBe('2027-01-15, free since then');
  });
  test('the headline says what is, and no more', () => {
    expect(headline(PAGE, 0)).toBe('No task has come in yet.');
    expect(headline({ ...PAGE, tasks: [{ what: 'executing', count: 1 }, { what: 'failed', count: 2 }] }, 5)).toBe('Executes 1 task now. 2 failed.');
    expect(headline({ ...PAGE, registered: false }, 3)).toBe('Idle. 3 tasks so far. It is not registered yet.');
  });
});
