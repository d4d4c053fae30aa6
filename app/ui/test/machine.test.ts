import { describe, expect, it } from 'vitest';
import { clockWords, headline, outlook, tight, used, type Disk, type MachinePage } from '../src/lib/machine';

const disk = (over: Partial<Disk> = {}): Disk => ({
  mount: '/srv', device: '/dev/a', file_system: 'ext4', read_only: false, size: 1e12, used: 1e12 - (over.available ?? 4e11), available: 4e11, outlook: 'steady', ...over,
});
const unknown: Disk = { mount: '/srv', device: '/dev/a', file_system: 'ext4', read_only: false, outlook: 'unknown' };
const page = (over: Partial<MachinePage> = {}): MachinePage => ({
  memory: {}, load: {}, pressures: [], disks: [disk()], disks_as_of: 1, directories: [], temperatures: [], ...over,
});

describe('the machine in a sentence', () => {
  it('names the disk that needs a look before the fullest one', () => {
    expect(headline(page())).toBe('The disk /srv is 60\u202f% full: 400 GB free.');
    const soon = disk({ mount: '/data', available: 5e11, outlook: 'filling', full_in_seconds: 20_000 });
    expect(headline(page({ disks: [disk(), soon] }))).toBe('/data is full in about 5 h 33 min: 500 GB free.');
    expect(headline(page({ disks: [disk({ available: 1e10 })] }))).toBe('/srv is nearly full: 10.0 GB free.');
  });
  it('does not say how full a disk is that cannot be looked at', () => {
    expect(headline(undefined)).toBe('Waiting for the machine …');
    expect(headline(page({ disks: [] }))).toBe('The machine runs, but its disks cannot be looked at.');
    expect(headline(page({ disks: [unknown] }))).toContain('is not known');
  });
});

describe('a disk', () => {
  it('is tight when it is nearly full or full within a day', () => {
    expect(tight(disk())).toBe(false);
    expect(tight(disk({ available: 4e10 }))).toBe(true);
    expect(tight(disk({ outlook: 'filling', full_in_seconds: 90_000 }))).toBe(false);
    expect(tight(disk({ outlook: 'filling', full_in_seconds: 80_000 }))).toBe(true);
  });
  it('has no share and no outlook while they are not known', () => {
    expect(used(unknown)).toBeUndefined();
    expect(outlook(disk({ outlook: 'unknown' }))).toBe('');
    expect(outlook(disk())).toBe('does not fill');
  });
});

describe('the clock', () => {
  it('is right to a bound only if it is synchronised', () => {
    expect(clockWords(page({ clock: { synchronised: false } }))).toBe('not synchronised');
    expect(clockWords(page({ clock: { synchronised: true, most_error: 0.0214 } }))).toBe('right to 21 ms');
    expect(clockWords(page({ clock: { synchronised: true, most_error: 2.25 } }))).toBe('right to 2.3 s');
    expect(clockWords(page())).toBe('');
  });
});
