import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
// @ts-expect-error plain JavaScript
import { launch, open } from '../e2e/browser.mjs';

// What the daemon really says, in the browser: the stand-in server of the other tests only plays it.

const VEDETTE = join(import.meta.dirname ?? __dirname, '../../../vedette');
let folder: string;
let daemon: ChildProcess;
let said = '';
let browser: Browser;
let context: BrowserContext;
let page: Page;
let errors: string[] = [];

const free = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
const soon = <T>(what: () => Promise<T>) => expect.poll(what, { timeout: 30_000, interval: 100 });
const text = (selector: string) => page.locator(selector).first().innerText();
const go = (to: string) => page.evaluate((hash) => (location.hash = hash), `#/${to}`);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vedette-e2e-'));
  daemon = spawn(
    VEDETTE,
    ['up', '--demo', '--demo-rate', '500', '--port', String(await free()), '--directory', folder, '--set', 'metrics.drop-in=false'],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const link = await new Promise<string>((resolve, reject) => {
    daemon.once('exit', (code) => reject(new Error(`ended with ${code}: ${said}`)));
    daemon.stderr?.on('data', (bytes: Buffer) => {
      said += bytes.toString();
      const found = said.match(/log in once with (http\S+)\)/)?.[1];
      if (found) resolve(found);
    });
  });
  browser = await launch();
  const opened = await open(browser, link);
  ({ page, context, errors } = opened);
});
afterAll(async () => {
  await context?.close();
  await browser?.close();
  const ended = new Promise((resolve) => daemon?.once('exit', resolve));
  daemon?.kill('SIGTERM');
  await ended;
  rmSync(folder, { recursive: true, force: true });
});
afterEach(() => expect(errors).toEqual([]));

it('theLoginLinkLeadsToTheDashboardOfTheDemoNode', async () => {
  await soon(() => page.title()).toContain('made up');
  await soon(() => text('.card h3')).toContain('demo');
});

it('nowShowsItsBlocksPeersAndHistory', async () => {
  await go('now');
  await soon(() => text('.card')).toMatch(/height\s+9\d\d.\d\d\d/);
  // A series that is not called what the daemon calls it stays "–" for ever.
  for (const lane of ['Traffic', 'Peers'])
    await soon(async () => (await page.locator('main').innerText()).split(lane)[1]?.slice(0, 60)).toMatch(/^\s+in \d/);
});

it('peersMessagesAndBlocksFill', async () => {
  await go('peers');
  await soon(() => page.locator('tr.peer').count()).toBeGreaterThan(3);
  await go('messages');
  await soon(() => page.locator('tr.event').count()).toBeGreaterThan(10);
  await go('blocks');
  await soon(() => text('h1')).toMatch(/The last block connected in/);
});

it('mempoolNetworkAndSystemSayTheirSentence', async () => {
  for (const name of ['mempool', 'network', 'system']) {
    await go(name);
    await soon(() => text('h1')).toMatch(/\.$/);
  }
  await soon(() => text('h1')).toMatch(/^No event is lost/);
  await soon(() => page.locator('main').innerText()).toMatch(/written\s+\d+ (s|min) ago/);
});

it('aSelectionShowsOnlyWhatItNames', async () => {
  await go('messages?select=message%3Dping');
  await soon(() => page.locator('tr.event').count()).toBeGreaterThan(0);
  const shown = await page.locator('tr.event').allInnerTexts();
  expect(shown.filter((row) => !row.includes('ping'))).toEqual([]);
});

it('aReloadOfThePageNeedsNoLogin', async () => {
  await page.reload();
  await soon(() => page.title()).toContain('made up');
});
