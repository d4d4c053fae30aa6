/** Keyboard: pages add their keys while they are shown. None acts in text fields. */

import { SERVICE_PAGES } from './pages';

type Handler = (event: KeyboardEvent) => void;
const layers: Record<string, Handler>[] = [];

/** Adds keys; call the result to take them away. To be used as the result of an effect. */
export function keys(map: Record<string, Handler>): () => void {
  layers.push(map);
  return () => {
    const at = layers.indexOf(map);
    if (at >= 0) layers.splice(at, 1);
  };
}

function inText(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]');
}

let prefix = 0;
/** Handles a key. `ready`: `g` was pressed; `go`: the second key after it. */
export function press(event: KeyboardEvent, go: (key: string) => boolean, ready: () => void): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const text = inText(event.target);
  if (text && event.key !== 'Escape') return;
  if (!text && Date.now() - prefix < 1_500) {
    prefix = 0;
    if (go(event.key)) {
      event.preventDefault();
      return;
    }
  }
  if (!text && event.key === 'g') {
    prefix = Date.now();
    ready();
    return;
  }
  // A focused button or link keeps its own Enter and Space.
  const own = event.target instanceof HTMLElement && event.target.closest('button, a, summary');
  if (own && (event.key === 'Enter' || event.key === ' ')) return;
  for (let i = layers.length - 1; i >= 0; i--) {
    const handler = layers[i]?.[event.key];
    if (!handler) continue;
    event.preventDefault();
    handler(event);
    return;
  }
}

const GO: readonly [string, string][] = [
  ['g n', 'Now'], ['g p', 'Peers'], ['g m', 'Messages'], ['g b', 'Blocks'], ['g o', 'Mempool'], ['g t', 'Network'], ['g a', 'Alerts'], ['g s', 'System'],
];
const KEYS: readonly [string, string][] = [
  ['/', 'filter'], ['j k', 'move'], ['Enter', 'open'], ['Esc', 'close'], ['c', 'copy'], ['m', 'messages of this peer'],
  ['f', 'only messages like this'], ['h l', 'previous and next field'], ['n N', 'next and previous match'], ['r', 'sort again'],
  ['Space', 'pause, go on'], ['End', 'jump to now'], ['[ ]', 'shorter and longer range'], ['Shift H', 'hide amounts, addresses and ids'],
  ['?', 'these keys'],
];

/** What the keys do; of pages of services only those that are `there`. */
export const help = (there: (page: string) => boolean): [string, string][] => [
  ...GO,
  ...Object.entries(SERVICE_PAGES).filter(([page]) => there(page)).map(([, page]): [string, string] => [`g ${page.key}`, page.name]),
  ...KEYS,
];
