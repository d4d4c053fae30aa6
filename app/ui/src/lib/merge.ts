export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Obj = { [key: string]: Json };

const isObject = (v: unknown): v is Obj => typeof v === 'object' && v !== null && !Array.isArray(v);

/**
 * Applies a JSON Merge Patch (RFC 7386) without changing `target`: what the patch does not touch is
 * shared between old and new, so that a row whose facts did not change stays the same object and is
 * not drawn again.
 */
export function merge(target: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const base: Obj = isObject(target) ? target : {};
  const next: Obj = { ...base };
  for (const key of Object.keys(patch)) {
    const value = patch[key] as Json;
    if (value === null) delete next[key];
    else if (key === '__proto__') Object.defineProperty(next, key, { value: merge(undefined, value), configurable: true, enumerable: true, writable: true });
    else next[key] = merge(next[key], value);
  }
  return next;
}
