import { meaning } from './meanings';
import type { Words } from './views';

/** What may stand where the caret is. */
export interface Completion {
  /** The part of the text that a choice replaces. */
  start: number;
  end: number;
  options: { text: string; means: string }[];
}

const KEYS = ['event', 'message', 'direction', 'peer', 'address', 'connection', 'network'];

/** The words of a key; undefined where anything may stand (peer, address). */
function valuesOf(key: string, words: Words): string[] | undefined {
  switch (key) {
    case 'event':
      return withGlobs(words.events ?? []);
    case 'message':
      return words.messages ?? [];
    case 'direction':
      return words.directions ?? ['inbound', 'outbound'];
    case 'connection':
      return words.connections ?? [];
    case 'network':
      return words.networks ?? [];
    default:
      return undefined;
  }
}

function withGlobs(events: string[]): string[] {
  const contexts = new Set(events.map((e) => `${e.split(':')[0]}:*`));
  return [...contexts, ...events];
}

/** Where the term around `caret` begins and ends; blanks in quotes do not end a term. */
export function termAt(text: string, caret: number): { start: number; end: number } {
  let start = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted && c === '\\') i++;
    else if (c === '"') quoted = !quoted;
    else if (!quoted && /\s/.test(c as string)) {
      if (i >= caret) return { start, end: i };
      start = i + 1;
    }
  }
  return { start, end: text.length };
}

/** Offers words for the place of the caret: keys, or values of the key that stands before it. */
export function complete(text: string, caret: number, words: Words): Completion {
  const term = termAt(text, caret);
  const body = text.slice(term.start, term.end);
  const equals = body.indexOf('=');
  if (equals < 0 || term.start + equals >= caret) {
    const bang = body.startsWith('!') ? 1 : 0;
    const typed = text.slice(term.start + bang, caret);
    const names = words.keys ?? KEYS;
    const end = equals < 0 ? term.end : term.start + equals + 1;
    return {
      start: term.start + bang,
      end,
      options: rank(names, typed).map((k) => ({ text: `${k}=`, means: meaning('key', k) })),
    };
  }
  const key = body.slice(body.startsWith('!') ? 1 : 0, equals);
  const known = valuesOf(key, words);
  let start = term.start + equals + 1;
  const comma = text.lastIndexOf(',', caret - 1);
  if (comma >= start) start = comma + 1;
  const after = text.slice(caret, term.end).indexOf(',');
  const end = after < 0 ? term.end : caret + after;
  if (text[start] === '!' && start < caret) start++;
  if (known === undefined) return { start, end, options: [] };
  const given = new Set(
    body.slice(equals + 1).split(',').map((v) => v.replace(/^!/, '')),
  );
  const typed = text.slice(start, caret);
  const current = text.slice(start, end);
  const free = known.filter((v) => v === current || !given.has(v));
  return { start, end, options: rank(free, typed).map((v) => ({ text: v, means: meaning(key, v) })) };
}

/** Words that begin with what was typed, then those that hold it. */
function rank(words: readonly string[], typed: string): string[] {
  const begin = words.filter((w) => w.startsWith(typed));
  const hold = typed === '' ? [] : words.filter((w) => !w.startsWith(typed) && w.includes(typed));
  return [...begin, ...hold].slice(0, 12);
}

/** Takes a choice. Behind a value a blank, behind a key none: the value follows. */
export function take(text: string, completion: Completion, choice: string): { text: string; caret: number } {
  const before = text.slice(0, completion.start) + choice;
  return { text: before + text.slice(completion.end), caret: before.length };
}

/** Adds a term, or a value to the term of this key that is there. */
export function addTerm(text: string, key: string, value: string): string {
  const terms = text.trim() === '' ? [] : text.trim().split(/\s+(?=(?:[^"]*"[^"]*")*[^"]*$)/);
  const kept = terms.filter((t) => !t.startsWith(`${key}=`) && !t.startsWith(`!${key}=`));
  const quoted = /^[^\s,"!*=]+$/.test(value) ? value : `"${value.replace(/["\\]/g, '\\$&')}"`;
  return [...kept, `${key}=${quoted}`].join(' ');
}
