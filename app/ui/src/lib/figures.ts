import { age, bytes, count, percent, took, whole } from './format';
import type { Figure } from './views';

/** A figure's value and unit as they are shown; undefined if it is not known. */
export function figure(f: Figure, now: number): { value: string; unit: string } | undefined {
  if (f.text !== undefined) return { value: f.text, unit: '' };
  if (f.value === undefined) return undefined;
  return quantity(f.value, f.unit, now);
}

/** A number with its unit, by the unit's word. */
export function quantity(value: number, unit: string, now: number): { value: string; unit: string } {
  switch (unit) {
    case '': case '1': return { value: Number.isInteger(value) ? whole(value) : value.toFixed(1), unit: '' };
    case 'B': case 'bytes': return { value: bytes(value), unit: '' };
    case 'ms': return { value: took(value), unit: '' };
    case 's': case 'seconds': return { value: age(value * 1000), unit: '' };
    case 'time': return { value: age(now - value), unit: '' };
    case 'ratio': return { value: percent(value), unit: '' };
    case 'blocks': return { value: whole(value), unit: '' };
    default: return { value: count(value), unit };
  }
}
