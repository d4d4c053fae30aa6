/** What is looked at: page, node, range, filter, sort and open row, all in the fragment of the URL. */

import { SERVICE_PAGES } from './pages';

/** What is about nodes, then about services, then about Vedette. */
export const PAGES: readonly string[] = ['now', 'peers', 'messages', 'blocks', 'mempool', 'network', ...Object.keys(SERVICE_PAGES), 'alerts', 'system'];
export type Page = string;
export const NAMES: Record<Page, string> = {
  now: 'Now', peers: 'Peers', messages: 'Messages', blocks: 'Blocks', mempool: 'Mempool', network: 'Network',
  ...Object.fromEntries(Object.entries(SERVICE_PAGES).map(([page, it]) => [page, it.name])),
  alerts: 'Alerts', system: 'System', 'first-run': 'Connect a node', login: 'Log in',
};
/** Kept when the page changes. */
const SHARED = ['node', 'range', 'from', 'to'];

export interface Place { page: Page; params: Record<string, string> }

export function parse(hash: string): Place {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const page = [...PAGES, 'first-run', 'login'].includes(path) ? path : 'now';
  return { page, params: Object.fromEntries(new URLSearchParams(query)) };
}

function print({ page, params }: Place): string {
  const query = new URLSearchParams(Object.entries(params).filter(([, v]) => v !== '')).toString();
  return `#/${page}${query ? `?${query}` : ''}`;
}

class Route {
  place: Place = $state.raw(parse(location.hash));
  page = $derived(this.place.page);

  constructor() {
    addEventListener('popstate', () => (this.place = parse(location.hash)));
    addEventListener('hashchange', () => (this.place = parse(location.hash)));
  }

  param(name: string): string {
    return this.place.params[name] ?? '';
  }

  /** The address of a page, with what all pages share. */
  to(page: Page, params: Record<string, string> = {}): string {
    const shared = Object.fromEntries(Object.entries(this.place.params).filter(([k]) => SHARED.includes(k)));
    return print({ page, params: { ...shared, ...params } });
  }

  go(page: Page, params: Record<string, string> = {}): void {
    history.pushState(null, '', this.to(page, params));
    this.place = parse(location.hash);
  }

  /** Changes parameters in place; an empty value removes one. No step in the browser's history. */
  set(params: Record<string, string>): void {
    const next = { page: this.place.page, params: { ...this.place.params, ...params } };
    const text = print(next);
    if (text === location.hash) return;
    history.replaceState(null, '', text);
    this.place = parse(text);
  }
}

export const route = new Route();
