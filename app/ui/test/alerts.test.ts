import { describe, expect, it } from 'vitest';
import { holds, limit, reading, sentence, state } from '../src/lib/alerts';
import type { AlertRow, AlertsView } from '../src/lib/views';

const row = (over: Partial<AlertRow> = {}): AlertRow => ({
  id: 'A', rule: 'A', subject: 'main', labels: {}, severity: 'warning', since: 0, fired_at: 1, unknown: false, announced: true,
  title: 'it is late', reason: 'It is.', todo: 'Wait.', condition: 'a > 1', lasting_seconds: 600, readings: [], ...over,
});
const view = (over: Partial<AlertsView> = {}): AlertsView => ({
  enabled: true, firing: [], pending: [], recent: [], mutes: [], quiet: false, channels: [], more: 0, ...over,
});

describe('alerts in words', () => {
  it('says whether somebody is needed', () => {
    expect(sentence(view())).toBe('Nothing needs you.');
    expect(sentence(view({ enabled: false }))).toBe('No rule is evaluated: alerts are switched off.');
    expect(sentence(view({ pending: [row()] }))).toBe('Nothing needs you yet.');
    expect(sentence(view({ firing: [row()] }))).toBe('1 alert needs a look.');
    expect(sentence(view({ firing: [row({ severity: 'critical' }), row()] }))).toBe('1 alert needs you now, 1 more can wait.');
    expect(sentence(view({ firing: [row({ severity: 'info' })] }))).toBe('Nothing needs you; 1 thing to know.');
  });
  it('shows what is not known as not known', () => {
    expect(state(row({ unknown: true, severity: 'critical' }))).toBe('unknown');
    expect(holds(row({ unknown: true }))).toContain('cannot be told');
  });
  it('says why nobody is told', () => {
    expect(holds(row({ silence: 'muted' }))).toBe('Nobody is told: muted.');
    expect(holds(row({ silence: 'muted', follows_from: 'B' }))).toBe('Follows from “B”, so nobody is told.');
    expect(holds(row({ follows_from: 'B' }), [row({ id: 'B', subject: 'main', title: 'no outbound peer' })])).toBe('Follows from “main: no outbound peer”, so nobody is told.');
    expect(holds(row())).toBe('');
  });
  it('writes readings and durations', () => {
    expect(reading({ metric: 'a', labels: { node: 'main' }, value: 0 })).toBe('a{node="main"} = 0');
    expect([0, 90, 600, 7200].map((s) => limit(row({ lasting_seconds: s })))).toEqual([', at once', ', after 90 s', ', after 10 min', ', after 2 h']);
  });
});
