import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
// @ts-expect-error plain JavaScript
import { start } from '../dev/server.mjs';
// @ts-expect-error plain JavaScript
import { launch, open } from './browser.mjs';

interface Server { url: string; scene(name: string, fresh?: boolean): Promise<unknown>; close(): void }

/** The stand-in server and a browser for the tests of a file, which must leave no error behind. */
export function stage() {
  let server: Server;
  let browser: Browser;
  let context: BrowserContext | undefined;
  let errors: string[] = [];

  beforeAll(async () => {
    server = await start();
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
  });
  afterEach(async () => {
    await context?.close();
    context = undefined;
    expect(errors).toEqual([]);
  });

  return {
    /** Changes what is played while a page looks. */
    scene: (name: string, fresh?: boolean) => server.scene(name, fresh),
    post: (path: string) => fetch(server.url + path, { method: 'POST' }),
    async visit(scene: string, hash = '', options: object = {}): Promise<Page> {
      await server.scene(scene);
      const opened = await open(browser, `${server.url}#/${hash}`, options);
      context = opened.context;
      errors = opened.errors;
      // Something else may have the machine; what counts is that it comes about.
      opened.page.setDefaultTimeout(120_000);
      return opened.page as Page;
    },
  };
}

export const soon = <T>(what: () => Promise<T>) => expect.poll(what, { timeout: 60_000, interval: 50 });
export const text = (page: Page, selector: string) => page.locator(selector).first().innerText();
