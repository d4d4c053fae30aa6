import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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

/** A port on which nothing listens. Not one of those that the kernel gives to anybody: it might be given away again at once. */
const free = async (tries = 100): Promise<number> => {
  const port = 30_000 + Math.floor(Math.random() * 2_000);
  const unused = await new Promise<boolean>((resolve) => {
    const server = createServer().once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
  if (unused) return port;
  if (tries === 0) throw new Error('expected a free port from 30000 to 31999. Found: none');
  return free(tries - 1);
};
const soon = <T>(what: () => Promise<T>) => expect.poll(what, { timeout: 60_000, interval: 100 });
const text = (selector: string) => page.locator(selector).first().innerText();
const go = (to: string) => page.evaluate((hash) => (location.hash = hash), `#/${to}`);

// A TrueBit node whose log somebody writes who means harm.
const EXECUTION = '11111111-2222-4333-8444-555555555555';
const MARKUP = '<img src=x onerror="window.harmed=1"><script>window.harmed=1</script>';
function hostileNode(): string {
  const stamp = new Date().toISOString().slice(0, 19).replace('T', ' ');
  const line = (text: string) => `${stamp} info: @truebit/worker-runner-node-0x${'1'.repeat(40)}:1.0.0-beta.12 ${text}\n`;
  const account = `0x${'1'.repeat(40)}`;
  const logs = join(folder, 'node', 'debug');
  mkdirSync(logs, { recursive: true });
  writeFileSync(
    join(logs, 'w.log'),
    Buffer.concat([
      Buffer.from(
        [
          MARKUP, '\u001b[2J\u001b]0;title\u0007cleared', '\u202emoc.live\u202c \u2066x', 'x'.repeat(2 << 20), `deep ${'{"a":['.repeat(20_000)}`,
          `Message received from task_created: ${JSON.stringify({ executionId: EXECUTION, type: 'task_created', message: { taskId: `js_${MARKUP}`, chainId: MARKUP, blockHash: '\u202e', input: `\u202e${MARKUP}\u001b[2J` } })}`,
          `Command execution stdout: ${JSON.stringify({ executionId: EXECUTION, elapsed: '9'.repeat(90), wasi: { exitCode: 3 }, metering: { last: { steps: '9'.repeat(90) }, peak: { memory: -1 } } })}`,
          `InvoiceSubscriber ${JSON.stringify({ invoiceId: '7250815217639925490001', executionId: EXECUTION, stepGasPrice: 5e-7, lineItem: [{ operation: MARKUP.slice(0, 30), account: MARKUP, total_steps_computed: '9'.repeat(90) }, { operation: 'pay', account, total_steps_computed: 4 }] })}`,
        ].map(line).join(''),
      ),
      Buffer.from([0xff, 0xfe, 0xc0, 0x80, 0x0a]),
      Buffer.from(line('the last one')),
    ]),
  );
  return join(folder, 'node');
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vedette-e2e-'));
  daemon = spawn(
    VEDETTE,
    ['up', '--demo', '--demo-rate', '500', '--port', String(await free()), '--directory', folder, '--set', 'metrics.drop-in=false', '--set', `truebit.logs=${hostileNode()}`],
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
  // What was shown before is gone once the selection counts.
  await soon(async () => (await page.locator('tr.event').allInnerTexts()).filter((row) => !row.includes('ping'))).toEqual([]);
});

it('aReloadOfThePageNeedsNoLogin', async () => {
  await page.reload();
  await soon(() => page.title()).toContain('made up');
});

it('aHostileNodesLogHarmsNoPage', async () => {
  const harmless = async () => {
    const shown = await page.locator('main').innerText();
    expect(shown).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    expect(await page.evaluate(() => (window as { harmed?: number }).harmed)).toBeUndefined();
    expect(await page.locator('main img, main script').count()).toBe(0);
    // Nothing is wider than the window.
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), page.url()).toBeLessThanOrEqual(0);
  };
  await go('truebit?view=log');
  await soon(() => page.locator('main').innerText()).toContain('the last one');
  expect(await page.locator('main').innerText()).toContain(MARKUP);
  await harmless();
  for (const view of ['', 'tasks', 'invoices']) {
    await go(`truebit?view=${view}`);
    await soon(() => page.locator('main').innerText()).toMatch(view === 'tasks' ? /failed/ : view ? /7250815217639925490001/ : /failed/);
    await harmless();
  }
  await go(`truebit?execution=${EXECUTION}`);
  await soon(() => page.locator('main').innerText()).toMatch(/exit code\s+3/i);
  await page.getByRole('button', { name: 'Make a new password' }).click();
  await soon(() => page.locator('.note').innerText()).toMatch(/Shown this once: \S+/);
  await page.locator('input[type=password]').fill((await page.locator('.note').innerText()).replace(/^.*once: /, '').split(/\s/)[0] ?? '');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await soon(() => page.locator('pre.data').first().innerText()).toContain('onerror');
  await harmless();
});
