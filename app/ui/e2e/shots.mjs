// Pictures of all pages and states, to be looked at: node e2e/shots.mjs [FILTER]
import { mkdirSync } from 'node:fs';
import { start } from '../dev/server.mjs';
import { launch, open } from './browser.mjs';

const OUT = new URL('../shots/', import.meta.url).pathname;
mkdirSync(OUT, { recursive: true });
const filter = process.argv[2] ?? '';
const server = await start();
const browser = await launch();
const SIZES = { dark: {}, light: { theme: 'light' }, phone: { width: 390, height: 844, isMobile: true, hasTouch: true, deviceScaleFactor: 2 }, wall: { width: 2560, height: 1440 } };
const PAGES = { now: '', peers: 'peers', messages: 'messages', blocks: 'blocks?range=24h', mempool: 'mempool', network: 'network', system: 'system' };

async function shot(name, scene, hash, size, act = async () => {}, wait = 1_500) {
  if (filter && !name.includes(filter)) return;
  await server.scene(scene);
  const { page, errors, context } = await open(browser, `${server.url}#/${hash}`, size);
  await page.waitForTimeout(wait);
  await act(page);
  await page.screenshot({ path: `${OUT}${name}.png` });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  console.log(name, errors.length ? errors.slice(0, 3) : '', wide > 0 ? `scrolls sideways by ${wide}` : '');
  await context.close();
}

for (const [size, options] of Object.entries(SIZES))
  for (const [name, hash] of Object.entries(PAGES)) await shot(`${name}-${size}`, 'normal', hash, options);
await shot('now-stack', 'stack', '', {});
await shot('now-stack-phone', 'stack', '', SIZES.phone);
await shot('monero', 'stack', 'monero', {});
await shot('monero-phone', 'stack', 'monero', SIZES.phone);
await shot('lightning', 'stack', 'lightning?service=lnd', {});
await shot('lightning-light', 'stack', 'lightning?service=lnd', SIZES.light);
await shot('lightning-phone', 'stack', 'lightning?service=lnd', SIZES.phone);
for (const size of ['dark', 'light', 'phone']) await shot(`machine-${size}`, 'stack', 'machine', SIZES[size]);
for (const size of ['dark', 'light', 'phone']) {
  for (const chain of ['none', 'ok', 'stale', 'down', 'secret', 'reverted']) await shot(`truebit-${chain}-${size}`, `truebit-${chain}`, 'truebit', SIZES[size], async (p) => {
    if (chain !== 'none') await p.getByRole('heading', { name: 'On chain' }).evaluate((h) => h.scrollIntoView());
  });
  for (const view of ['tasks', 'invoices', 'log']) await shot(`truebit-${view}-${size}`, 'truebit-ok', `truebit?view=${view}`, SIZES[size]);
  await shot(`truebit-task-${size}`, 'truebit-ok', 'truebit?execution=00000213-2222-4333-8444-000000000213', SIZES[size]);
  await shot(`truebit-opened-${size}`, 'truebit-ok', 'truebit?execution=00000213-2222-4333-8444-000000000213', SIZES[size], async (p) => {
    await p.getByLabel('password').fill('right');
    await p.getByRole('button', { name: 'Show' }).click();
    await p.getByRole('heading', { name: 'Prepared program' }).evaluate((h) => h.scrollIntoView({ block: 'center' }));
    await p.waitForTimeout(300);
  });
}
await shot('peers-open', 'normal', 'peers', {}, async (p) => {
  await p.locator('.opener').nth(2).click();
  await p.waitForTimeout(800);
});
await shot('peers-open-phone', 'normal', 'peers', SIZES.phone, async (p) => {
  await p.locator('.opener').nth(1).click();
  await p.waitForTimeout(800);
});
await shot('peers-gone', 'normal', 'peers?past=1', {});
await shot('peers-busy', 'busy', 'peers', {});
await shot('messages-open', 'normal', 'messages?select=message%3Dcmpctblock,tx,headers', {}, async (p) => {
  await p.locator('tr.event .opener').nth(5).click();
  await p.waitForTimeout(300);
  await p.locator('.fields .name').nth(4).click();
  await p.waitForTimeout(300);
});
await shot('messages-complete', 'normal', 'messages', {}, async (p) => {
  await p.locator('[role=combobox]').fill('message=block,inv !conn');
  await p.waitForTimeout(500);
});
await shot('messages-wrong', 'normal', 'messages', {}, async (p) => {
  await p.locator('[role=combobox]').fill('message=blok,inv');
  await p.waitForTimeout(700);
});
await shot('messages-busy', 'busy', 'messages', {}, undefined, 3_000);
await shot('now-hover', 'normal', '', {}, async (p) => {
  const box = await p.locator('.plot').boundingBox();
  await p.mouse.move(box.x + box.width * 0.55, box.y + 150);
  await p.waitForTimeout(400);
});
for (const scene of ['demo', 'empty', 'syncing', 'stale', 'error', 'public', 'login', 'behind']) await shot(`state-${scene}`, scene, scene === 'error' ? 'system' : '', {});
await shot('state-error-now', 'error', '', {});
await shot('state-demo-phone', 'demo', '', SIZES.phone);
await shot('state-disconnected', 'normal', '', {}, async (p) => {
  await server.scene('disconnected', false);
  await p.waitForTimeout(4_000);
});
await shot('state-disconnected-peers', 'normal', 'peers', {}, async (p) => {
  await server.scene('disconnected', false);
  await p.waitForTimeout(2_500);
});
await shot('first-run', 'demo', 'first-run', {});
await shot('help', 'normal', '', {}, async (p) => {
  await p.keyboard.press('?');
  await p.waitForTimeout(200);
});
await browser.close();
server.close();
