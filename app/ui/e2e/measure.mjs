// What the dashboard costs at the worst: 500 peers, 20,000 messages/s. Prints click-to-answer times
// (`opening`: those of the navigation only), the first load, and heap, nodes and listeners over a long run:
// node e2e/measure.mjs load|clicks|opening|soak|pages [SECONDS [LINK]]
// LINK: the one by which a running `vedette up` lets in once; without it the stand-in server is measured.
import { start } from '../dev/server.mjs';
import { launch, open } from './browser.mjs';

const part = process.argv[2] ?? 'load';
const seconds = Number(process.argv[3] ?? 60);
const link = process.argv[4];
const server = link ? { url: new URL('/', link).href, close() {} } : await start({ scene: 'busy' });
const browser = await launch();

/** A page that has been let in. */
async function enter(url, options) {
  if (!link || url === 'about:blank') return open(browser, url, options);
  const opened = await open(browser, link, options);
  await opened.page.waitForSelector('.card h3');
  await opened.page.evaluate((hash) => (location.hash = hash), new URL(url).hash);
  return opened;
}

// The first load: what goes over the line, compressed, until Now is drawn.
if (part === 'load') {
  const { page, context } = await enter('about:blank');
  const cdp = await context.newCDPSession(page);
  await cdp.send('Network.enable');
  const sizes = new Map();
  let bytes = 0;
  cdp.on('Network.responseReceived', (e) => sizes.set(e.requestId, e.response.url));
  cdp.on('Network.loadingFinished', (e) => /\/(assets\/|$|#|icon)/.test(sizes.get(e.requestId) ?? '') && (bytes += e.encodedDataLength));
  const began = Date.now();
  await page.goto(link ?? server.url);
  await page.waitForSelector('.card h3');
  console.log(`first load: ${bytes} bytes with headers, gzip; cards drawn after ${Date.now() - began} ms`);
  await context.close();
}

/**
 * From a click to the frame that shows its answer, ms, as the page itself sees it. What ends with `pointer` is
 * clicked as people do it: the pointer comes, rests a moment and is pressed; what ends with a key is gone to by `g`
 * and that key; all else comes without a sign before.
 */
async function clicks(page, pairs, times) {
  const all = [];
  for (let i = 0; i < times; i++)
    for (const [what, click, done, by] of pairs) {
      const answer = page.evaluate(
        ([selector, test, by]) =>
          new Promise((resolve, reject) => {
            const target = document.querySelector(selector);
            if (!target) return reject(new Error(`nothing to click: ${selector}`));
            const check = new Function(`return ${test}`);
            let began;
            const look = () => (check() ? resolve(performance.now() - began) : performance.now() - began > 5_000 ? reject(new Error(`no answer: ${test}`)) : requestAnimationFrame(look));
            // When it was clicked, not when this page found the time to hear of it.
            const hear = (e) => {
              if (e.type === 'keydown' && e.key !== by) return;
              removeEventListener('click', hear, true);
              removeEventListener('keydown', hear, true);
              began = e.timeStamp;
              requestAnimationFrame(look);
            };
            addEventListener('click', hear, true);
            addEventListener('keydown', hear, true);
            if (!by) target.click();
          }),
        [click, done, by],
      );
      if (by === 'pointer') {
        await page.hover(click);
        await page.waitForTimeout(120);
        await page.mouse.down();
        await page.waitForTimeout(60);
        await page.mouse.up();
      } else if (by) {
        await page.keyboard.press('g');
        await page.waitForTimeout(120);
        await page.keyboard.press(by);
      }
      all.push({ what, ms: await answer });
      await page.waitForTimeout(150 + Math.random() * 120);
    }
  return all;
}
const report = (title, list) => {
  const by = new Map();
  for (const { what, ms } of list) by.set(what, [...(by.get(what) ?? []), ms]);
  for (const [what, ms] of by) {
    ms.sort((a, b) => a - b);
    console.log(`${title}: ${what.padEnd(26)} median ${ms[ms.length >> 1].toFixed(0).padStart(4)} ms, p95 ${ms[Math.floor(ms.length * 0.95)].toFixed(0).padStart(4)}, most ${ms[ms.length - 1].toFixed(0).padStart(4)} (${ms.length})`);
  }
};

if (part === 'clicks') {
  // The page allows no eval, which is what this measurement puts its tests together with.
  const { page, context, errors } = await enter(`${server.url}#/peers`, { bypassCSP: true });
  await page.waitForSelector('tr.peer');
  report('Peers', await clicks(page, [
    ['sort by ping', 'th.ping button', "document.querySelector('th.ping[aria-sort]')"],
    ['sort by sent', 'th.sent button', "document.querySelector('th.sent[aria-sort]')"],
    ['open a peer', 'tr.peer .opener', "document.querySelector('tr.detail')"],
    ['close it', 'tr.peer.open .opener', "!document.querySelector('tr.detail')"],
  ], 25));
  await page.evaluate(() => (location.hash = '#/messages?select=message%3Dinv,tx,getdata'));
  await page.waitForSelector('tr.event');
  await page.waitForTimeout(3_000);
  report('Messages', await clicks(page, [
    ['pause', '.band .button', "document.querySelector('.band.paused')"],
    ['open a message', 'tr.event:nth-child(8) .opener', "document.querySelector('.detail')"],
    ['choose a field', '.fields button.name', "document.querySelector('.fields .chosen')"],
    ['go on', '.band .button.first', "!document.querySelector('.band.paused')"],
    ['jump to now', '.band .button:last-child', "!document.querySelector('.detail')"],
  ], 20));
  console.log('errors', errors);
  await context.close();
}
// A link lets in once: behind one, this is a run of its own.
if (part === 'opening' || (part === 'clicks' && !link)) {
  const { page, context, errors } = await enter(`${server.url}#/now`, { bypassCSP: true });
  await page.waitForSelector('.card h3');
  await page.waitForTimeout(1_500);
  // A page is there when it shows data: its heading says more than that it waits.
  const there = (name) => `document.querySelector('nav a[aria-current][href^="#/${name}"]') && /^(?!Waiting|Loading|…).+/.test(document.querySelector('main h1')?.textContent.trim() ?? '')`;
  const pages = (by) => [
    ['to Peers', 'peers', "document.querySelector('tr.peer')"],
    ['to Messages', 'messages', "document.querySelector('[role=combobox]')"],
    ...['blocks', 'mempool', 'network', 'alerts', 'system'].map((name) => [`to ${name[0].toUpperCase()}${name.slice(1)}`, name, there(name)]),
    ['to Now', 'now', "document.querySelector('.verdict')"],
  ].map(([what, name, done]) => [what, `nav a[href^="#/${name}"]`, done, by === 'key' ? (name === 'mempool' ? 'o' : name === 'network' ? 't' : name[0]) : by]);
  report('Pages, no sign before', await clicks(page, pages(), 8));
  report('Pages, by the pointer', await clicks(page, pages('pointer'), 6));
  report('Pages, by keys', await clicks(page, pages('key'), 6));
  console.log('errors', errors);
  await context.close();
}

if (part === 'soak') {
  const { page, context } = await enter(`${server.url}#/messages`);
  const cdp = await context.newCDPSession(page);
  await cdp.send('Performance.enable');
  const look = async (when) => {
    await cdp.send('HeapProfiler.enable');
    await cdp.send('HeapProfiler.collectGarbage');
    const m = Object.fromEntries((await cdp.send('Performance.getMetrics')).metrics.map((x) => [x.name, x.value]));
    console.log(`${when}: heap ${(m.JSHeapUsedSize / 1e6).toFixed(1)} MB, nodes ${m.Nodes}, listeners ${m.JSEventListeners}, script ${m.ScriptDuration.toFixed(1)} s, tasks ${m.TaskDuration.toFixed(1)} s`);
  };
  await page.waitForTimeout(15_000);
  await look('soak, after 15 s');
  for (let i = 0; i < 3; i++) {
    await page.waitForTimeout((seconds * 1000) / 3);
    await look(`soak, after ${Math.round(15 + (seconds * (i + 1)) / 3)} s`);
  }
  await context.close();
}
if (part === 'pages') {
  const { page, context } = await enter(`${server.url}#/now`);
  const cdp = await context.newCDPSession(page);
  await cdp.send('Performance.enable');
  await cdp.send('HeapProfiler.enable');
  for (let round = 0; round <= 4; round++) {
    if (round) for (const p of ['peers', 'messages', 'blocks', 'mempool', 'network', 'system', 'now']) {
      await page.evaluate((to) => (location.hash = `#/${to}`), p);
      await page.waitForTimeout(700);
    }
    else await page.waitForTimeout(1_500);
    await cdp.send('HeapProfiler.collectGarbage');
    const m = Object.fromEntries((await cdp.send('Performance.getMetrics')).metrics.map((x) => [x.name, x.value]));
    console.log(`round ${round} through all pages: heap ${(m.JSHeapUsedSize / 1e6).toFixed(1)} MB, nodes ${m.Nodes}, listeners ${m.JSEventListeners}`);
  }
  await context.close();
}
await browser.close();
server.close();
