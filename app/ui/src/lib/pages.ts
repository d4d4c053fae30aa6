import type { Component } from 'svelte';

/** A page for services of certain kinds: in the navigation only while one of them is watched. */
export interface ServicePages {
  name: string;
  /** The key after `g`. */
  key: string;
  kinds: readonly string[];
  load: () => Promise<{ default: Component }>;
}

/** The pages of services, in the order of the navigation. A new kind's page is a line here. */
export const SERVICE_PAGES: Record<string, ServicePages> = {
  lightning: { name: 'Lightning', key: 'l', kinds: ['lnd'], load: () => import('../pages/Lightning.svelte') },
  monero: { name: 'Monero', key: 'x', kinds: ['monerod'], load: () => import('../pages/Monero.svelte') },
  electrum: { name: 'Electrum', key: 'e', kinds: ['electrum'], load: () => import('../pages/Electrum.svelte') },
  machine: { name: 'Machine', key: 'c', kinds: ['machine', 'units', 'certificates', 'tor', 'openbao'], load: () => import('../pages/Machine.svelte') },
  truebit: { name: 'TrueBit', key: 'u', kinds: ['truebit'], load: () => import('../pages/Truebit.svelte') },
};

/** The page that shows services of this kind, if there is one. */
export const pageOf = (kind: string): string | undefined =>
  Object.entries(SERVICE_PAGES).find(([, page]) => page.kinds.includes(kind))?.[0];

/** Whether a service is only there for others: who watches nothing else has connected no node yet. */
export const isAround = (kind: string): boolean => pageOf(kind) === 'machine';
