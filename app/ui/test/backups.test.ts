import { describe, expect, it } from 'vitest';
import { worst, type BackupPage, type BackupStream } from '../src/lib/backups';

const NOW = Date.UTC(2026, 10, 26, 14);
const stream = (over: Partial<BackupStream> = {}): BackupStream => ({ name: 'scb/main', channels: true, live: 3, kept: 3, current: true, looked_at: NOW, ...over });
const page = (over: Partial<BackupPage> = {}): BackupPage => ({ streams: [stream()], places: [{ name: 'nas', kind: 'sftp', copies: 3, missing: 0 }], damages: [] , ...over });

describe('backups', () => {
  it('says nothing while all is in safety', () => {
    expect(worst(page(), NOW)).toBeUndefined();
  });

  it('holds an empty wallet to be worse than anything else', () => {
    const held = stream({ current: false, held_since: NOW, behind_since: NOW - 600_000, trouble: 'Do: look.' });
    expect(worst(page({ streams: [held] }), NOW)).toEqual({ state: 'bad', text: 'All channels of main are gone at once: nothing was recorded. Do: look.' });
  });

  it('gives a change a moment to get into safety', () => {
    expect(worst(page({ streams: [stream({ current: false, behind_since: NOW - 60_000 })] }), NOW)).toBeUndefined();
    expect(worst(page({ streams: [stream({ current: false, behind_since: NOW - 600_000 })] }), NOW)?.state).toBe('bad');
    expect(worst(page({ streams: [stream({ channels: false, current: false, behind_since: NOW - 600_000 })] }), NOW)?.state).toBe('warn');
  });

  it('names places that are away and copies that were damaged', () => {
    const away = { name: 'nas', kind: 'sftp', copies: 3, missing: 1, trouble: 'no such host' };
    expect(worst(page({ places: [away] }), NOW)?.text).toBe('1 place cannot be used: nas.');
    const damage = { at: NOW, place: 'nas', name: 'x', what: 'missing', healed: false };
    expect(worst(page({ damages: [damage] }), NOW)?.state).toBe('bad');
    expect(worst(page({ damages: [{ ...damage, healed: true }] }), NOW)).toEqual({ state: 'warn', text: 'A copy in nas was missing and has been put there again.' });
  });
});
