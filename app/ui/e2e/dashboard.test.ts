import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
// @ts-expect-error plain JavaScript
import { start } from '../dev/server.mjs';
// @ts-expect-error plain JavaScript
import { launch, open } from './browser.mjs';
import { SERVICE_PAGES } from '../src/lib/pages';

const PAGES = ['now', 'peers', 'messages', 'blocks', 'mempool', 'network', 'alerts', 'system'];
let server: { url: string; scene(name: string, fresh?: boolean): Promise<unknown>; close(): void };
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

async function visit(scene: string, hash = '', options: object = {}): Promise<Page> {
  await server.scene(scene);
  const opened = await open(browser, `${server.url}#/${hash}`, options);
  context = opened.context;
  errors = opened.errors;
  // Something else may have the machine; what counts is that it comes about.
  opened.page.setDefaultTimeout(120_000);
  return opened.page as Page;
}
const soon = <T>(what: () => Promise<T>) => expect.poll(what, { timeout: 60_000, interval: 50 });
const text = (page: Page, selector: string) => page.locator(selector).first().innerText();

describe('every page', () => {
  it.each(PAGES)('%s isDrawnUnderTheStrictPolicyWithoutAnError', async (name) => {
    const page = await visit('normal', name);
    await page.waitForSelector(name === 'peers' ? 'tr.peer' : name === 'messages' ? 'tr.event' : 'h1');
    await soon(() => page.title()).toContain('Vedette');
    expect(await page.locator('h1').count()).toBe(1);
    expect(await page.locator(`nav a[aria-current=page]`).innerText()).toBe((await page.title()).split(' · ')[0]);
  });

  it.each(PAGES)('%s fitsAPhoneOf320PixelsWithoutScrollingSideways', async (name) => {
    const page = await visit('normal', name, { width: 320, height: 640 });
    await page.waitForSelector(name === 'peers' ? 'tr.peer' : name === 'messages' ? 'tr.event' : 'h1');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  });

  it.each(PAGES)('%s namesEveryControl', async (name) => {
    const page = await visit('normal', name);
    await page.waitForSelector(name === 'peers' ? 'tr.peer' : name === 'messages' ? 'tr.event' : 'h1');
    const nameless = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('button, a, input, select, summary')]
        .filter((e) => e.checkVisibility())
        .filter((e) => !(e.innerText?.trim() || e.getAttribute('aria-label') || e.getAttribute('placeholder') || (e as HTMLInputElement).labels?.length))
        .map((e) => e.outerHTML.slice(0, 120)),
    );
    expect(nameless).toEqual([]);
  });

  it('sayThatTheDemoNodeIsMadeUp', async () => {
    const page = await visit('demo');
    for (const name of PAGES) {
      await page.evaluate((to) => (location.hash = `#/${to}`), name);
      await soon(() => page.title()).toContain('made up');
      expect(await text(page, '.demo-label')).toContain('Demo node');
    }
  });
});

describe('every page of services', () => {
  const names = Object.keys(SERVICE_PAGES);

  it.each(names)('%s isDrawnUnderTheStrictPolicyAndNamesEveryControl', async (name) => {
    const page = await visit('stack', name);
    await page.waitForSelector('h1');
    expect(await page.locator('h1').count()).toBe(1);
    await soon(() => page.title()).toContain(SERVICE_PAGES[name]?.name);
    const nameless = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('button, a, input, select, summary')]
        .filter((e) => e.checkVisibility() && !(e.innerText?.trim() || e.getAttribute('aria-label') || (e as HTMLInputElement).labels?.length))
        .map((e) => e.outerHTML.slice(0, 120)),
    );
    expect(nameless).toEqual([]);
  });

  it.each(names)('%s fitsAPhoneOf320PixelsWithoutScrollingSideways', async (name) => {
    const page = await visit('stack', name, { width: 320, height: 640 });
    await page.waitForSelector('h1');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  });
});

describe('every kind of service', () => {
  it('isShownInEachOfItsStatesWithItsOwnWordAndTheShapeOfItsState', async () => {
    const page = await visit('kinds');
    const wanted: { key: string; name: string; word: string; state: string }[] = JSON.parse(await readFile('test/kinds.json', 'utf8'));
    await page.waitForSelector(`[data-key="${wanted[0]?.key}"] article`);
    const shown = await page.evaluate(() =>
      Object.fromEntries(
        [...document.querySelectorAll<HTMLElement>('[data-key]')].map((card) => [
          card.dataset.key,
          { word: card.querySelector('.word')?.textContent ?? '', label: card.querySelector('article')?.getAttribute('aria-label') ?? '', shape: card.querySelector('.icon')?.innerHTML ?? '' },
        ]),
      ),
    );
    const shapes = new Map<string, string>();
    for (const card of wanted) {
      expect(shown[card.key], card.key).toMatchObject({ word: card.word, label: `${card.name}, ${card.word}` });
      const shape = shapes.get(card.state) ?? shown[card.key]!.shape;
      expect(shown[card.key]!.shape, card.key).toBe(shape);
      shapes.set(card.state, shape);
    }
    // Starting and syncing are both on their way.
    shapes.delete('starting');
    expect(new Set(shapes.values()).size).toBe(shapes.size);
  });
});

describe('the connection', () => {
  it('isSaidToBeLostWithoutCallingTheNodeIllAndComesBackByItself', async () => {
    const page = await visit('normal');
    await page.waitForSelector('.card h3');
    await server.scene('disconnected', false);
    await soon(() => text(page, 'h1')).toBe('Vedette does not answer. Your node may be fine.');
    expect(await text(page, '.link')).toContain('Not connected');
    expect(await page.locator('.card').first().innerText()).toMatch(/tip age\s*–/);
    await server.scene('normal', false);
    await soon(() => text(page, '.link')).toContain('Live');
    await soon(() => text(page, 'h1')).toBe('Your Bitcoin node is well.');
  });

  it('isTriedAgainAtOnceIfAsked', async () => {
    const page = await visit('normal');
    await page.waitForSelector('.card h3');
    await server.scene('disconnected', false);
    await page.getByRole('button', { name: 'Try now' }).waitFor();
    await server.scene('normal', false);
    await page.getByRole('button', { name: 'Try now' }).click();
    await soon(() => text(page, '.link')).toContain('Live');
  });

  it('asksForASnapshotWhenANumberIsMissing', async () => {
    const page = await visit('gap', 'system');
    const gaps = () => page.evaluate(() => Number([...document.querySelectorAll('.readings div')].find((d) => d.querySelector('dt')?.textContent === 'gaps, asked again')?.querySelector('dd')?.textContent));
    await soon(gaps).toBeGreaterThan(0);
    const before = await text(page, 'h1');
    await soon(() => text(page, 'h1')).not.toBe('');
    expect(before).toContain('No event is lost');
  });

  it('saysWhenFramesWereDropped', async () => {
    const page = await visit('behind');
    await soon(() => text(page, '.link')).toContain('Behind');
  });

  it('asksForThePasswordAndLetsInWhoKnowsIt', async () => {
    const page = await visit('login');
    await page.getByLabel('Password').fill('wrong');
    await page.keyboard.press('Enter');
    await soon(() => text(page, '[role=alert]')).toBe('That is not the password.');
    await page.getByLabel('Password').fill('throttled');
    await page.keyboard.press('Enter');
    await soon(() => text(page, '[role=alert]')).toBe('Too many tries. Try again in 30 s.');
    await page.getByLabel('Password').fill('right');
    await page.keyboard.press('Enter');
    await soon(() => text(page, 'h1')).toBe('Your Bitcoin node is well.');
  });

  it('saysOfAnOldLinkWhatToDo', async () => {
    const page = await visit('login', 'login?link=old');
    await soon(() => text(page, '[role=alert]')).toContain('That link was used');
  });

  it('showsThePublicNothingOfTheOwners', async () => {
    const page = await visit('public');
    await page.waitForSelector('.card h3');
    expect(await page.locator('nav').innerText()).not.toMatch(/Peers|Messages|System/);
    expect(await page.locator('article[aria-label^=Vedette]').count()).toBe(0);
  });

  it.each(['now', 'blocks', 'mempool', 'network'])('%s isDrawnForThePublicFromWhatItMaySee', async (name) => {
    const page = await visit('public', name);
    await soon(() => text(page, 'h1')).not.toMatch(/^Waiting|^Nothing is known/);
    expect(await page.locator('body').innerText()).not.toMatch(/undefined|NaN/);
  });
});

describe('Now', () => {
  it('showsANewBlockByItself', async () => {
    const page = await visit('normal');
    await page.waitForSelector('.card h3');
    const height = () => page.locator('.card dd').first().innerText();
    const before = await height();
    await fetch(`${server.url}dev/mine`, { method: 'POST' });
    await soon(height).not.toBe(before);
    await soon(() => text(page, '.changes li')).toContain('connected');
  });

  it('showsWhatServicesNeedAndWhatTheySay', async () => {
    const page = await visit('stack');
    const lnd = page.locator('li[data-key=lnd-two] article.card');
    await soon(() => lnd.count()).toBe(1);
    expect(await lnd.getAttribute('aria-label')).toBe('cellar, wallet locked');
    // Where a number is not known, the reason is, and no 0.
    expect(await lnd.locator('dd').allInnerTexts()).not.toContain('0');
    expect(await page.locator('li[data-key=lnd-two] .sr').first().innerText()).toBe('needs main');
    await soon(() => page.locator('.stack > svg path').count()).toBeGreaterThanOrEqual(2);
  });

  it('saysOfAMoneroNodeWhatIsWrongFirst', async () => {
    const page = await visit('stack', 'monero');
    await soon(() => text(page, 'h1')).toContain('monerod: no peers.');
    await soon(() => page.locator('main').innerText()).toContain('version 16');
  });

  it('offersWhatToDoWhereNoNodeIs', async () => {
    const page = await visit('empty');
    await soon(() => text(page, 'h1')).toBe('No Bitcoin node runs on this machine yet.');
    expect(await page.locator('main').innerText()).toContain('No process named bitcoind');
    expect(await page.locator('main').innerText()).toContain('vedette doctor');
  });

  it('saysAnEstimateAsARangeWhileSyncing', async () => {
    const page = await visit('syncing');
    await soon(() => page.locator('.card').first().innerText()).toContain('3 to 4 h');
  });

  it('showsAShorterTimeWhereHistoryHasJustBegun', async () => {
    const page = await visit('young');
    await soon(() => text(page, '.below h2')).toContain('The last 15 min');
    await page.keyboard.press(']');
    await soon(() => text(page, '.below h2')).toContain('The last hour');
    expect(page.url()).toContain('range=1h');
  });

  it('keepsTheRangeInTheAddressAndSharesOneHoverLine', async () => {
    const page = await visit('normal');
    await page.waitForSelector('.lane canvas');
    await page.locator('select.range').selectOption('6h');
    expect(page.url()).toContain('range=6h');
    const box = (await page.locator('.plot').boundingBox()) as { x: number; y: number; width: number };
    await page.mouse.move(box.x + box.width / 2, box.y + 150);
    await soon(() => text(page, '.tipbox')).toMatch(/traffic[\s\S]*peers[\s\S]*mempool/);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.75, box.y + 150, { steps: 4 });
    await page.mouse.up();
    await soon(async () => page.url()).toMatch(/from=\d+&to=\d+/);
    await page.locator('.plot').dblclick({ position: { x: 30, y: 150 } });
    await soon(async () => page.url()).not.toContain('from=');
  });

  it('hasATableOfTheValuesInItsChart', async () => {
    const page = await visit('normal');
    await page.getByText('Values as a table').click();
    await soon(() => page.locator('details table tbody tr').count()).toBeGreaterThan(50);
  });
});

describe('Peers', () => {
  it('drawsOnlyTheRowsInSightOfFiveHundred', async () => {
    const page = await visit('busy', 'peers');
    await page.waitForSelector('tr.peer');
    expect(await page.locator('tr.peer').count()).toBeLessThan(80);
    expect(await page.locator('table').first().getAttribute('aria-rowcount')).toMatch(/^5\d\d$/);
    await page.locator('.scroller').evaluate((e) => (e.scrollTop = e.scrollHeight));
    await soon(() => page.locator('footer').innerText()).toMatch(/to 5\d\d of 5\d\d/);
  });

  it('showsTheNumbersAsTheyChangeInRowsThatStayWhereTheyAre', async () => {
    const page = await visit('busy', 'peers?sort=id');
    await page.waitForSelector('tr.peer');
    const seen = () => page.locator('tr.peer').evaluateAll((rows) => rows.slice(0, 20).map((r) => ({ id: (r as HTMLElement).dataset['id'], cells: [8, 9, 10].map((i) => r.children[i - 1]?.textContent).join() })));
    const before = await seen();
    await soon(async () => (await seen()).filter((row) => before.some((b) => b.id === row.id && b.cells !== row.cells)).length).toBeGreaterThan(2);
    const ids = (await seen()).map((row) => Number(row.id));
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
  });

  it('asksForASnapshotAfterAGapAndGoesOn', async () => {
    const page = await visit('gap', 'now');
    const asked: string[] = [];
    page.on('websocket', (ws) => ws.on('framesent', (frame) => asked.push(String(frame.payload))));
    await page.reload();
    await page.evaluate(() => (location.hash = '#/peers?sort=id'));
    await page.waitForSelector('tr.peer');
    await soon(async () => asked.filter((said) => said.includes('"resync":"peers/main"')).length).toBeGreaterThan(0);
    const seen = () => page.locator('tbody').innerText();
    const before = await seen();
    await soon(seen).not.toBe(before);
    expect(await page.locator('table').first().getAttribute('aria-rowcount')).toMatch(/^4\d$/);
  });

  it('isAskedForBeforeItIsOpenedAndGivenUpIfItIsNot', async () => {
    const page = await visit('normal', 'now');
    const topics: string[] = [];
    page.on('websocket', (ws) => ws.on('framesent', (frame) => String(frame.payload).includes('subscribe') && topics.push(String(frame.payload))));
    await page.reload();
    await page.waitForSelector('.card h3');
    await page.mouse.move(700, 500);
    await page.locator('nav a', { hasText: 'Peers' }).hover();
    await soon(async () => topics.at(-1)).toContain('peers/main');
    expect(topics.at(-1)).toContain('blocks/main');
    await page.mouse.move(700, 500);
    await soon(async () => topics.at(-1)).not.toContain('peers/main');
    await page.locator('nav a', { hasText: 'Peers' }).click();
    await page.waitForSelector('tr.peer');
    await soon(async () => topics.at(-1)).toBe('{"subscribe":["now","peers/main"]}');
    await page.keyboard.press('g');
    await soon(async () => topics.at(-1)).toContain('blocks/main');
    await page.keyboard.press('b');
    await soon(() => page.title()).toContain('Blocks');
    await page.mouse.move(700, 500);
    await soon(async () => topics.at(-1)).toBe('{"subscribe":["now","blocks/main"]}');
  });

  it('keepsTheRowOfTheKeysInSight', async () => {
    const page = await visit('normal', 'peers?sort=id', { height: 400 });
    await page.waitForSelector('tr.peer');
    for (let i = 0; i < 20; i++) await page.keyboard.press('j');
    const place = () =>
      page.evaluate(() => {
        const row = document.querySelector('tr.peer.cursor')?.getBoundingClientRect();
        const box = document.querySelector('.scroller')?.getBoundingClientRect();
        return { focused: document.activeElement?.closest('tr')?.classList.contains('cursor'), inSight: !!row && !!box && row.top >= box.top && row.bottom <= box.bottom };
      });
    await soon(place).toEqual({ focused: true, inSight: true });
    await page.keyboard.press('Enter');
    await page.waitForSelector('tr.detail');
  });

  it('makesNoColumnsThatAPhoneHasNoRoomFor', async () => {
    const page = await visit('normal', 'peers', { width: 390, height: 844 });
    await page.waitForSelector('tr.peer');
    expect(await page.locator('thead th').count()).toBe(4);
    expect(await page.locator('tr.peer').first().locator('td').count()).toBe(4);
    await page.locator('.opener').first().click();
    await page.waitForSelector('tr.detail td[colspan="4"]');
    await page.setViewportSize({ width: 1440, height: 844 });
    await soon(() => page.locator('tr.peer').first().locator('td').count()).toBe(14);
  });

  it('holdsItsOrderWhileARowIsOpen', async () => {
    const page = await visit('normal', 'peers?sort=rate');
    await page.waitForSelector('tr.peer');
    await page.locator('.opener').nth(3).click();
    await page.mouse.move(5, 5);
    const order = () => page.locator('tr.peer').evaluateAll((rows) => rows.slice(0, 12).map((r) => (r as HTMLElement).dataset['id']).join());
    const before = await order();
    await page.getByText(/Order held/).waitFor();
    expect(await order()).toBe(before);
    await page.getByRole('button', { name: /Sort again/ }).click();
    await soon(order).not.toBe(before);
  });

  it('filtersAndKeepsTheFilterInTheAddress', async () => {
    const page = await visit('normal', 'peers');
    await page.waitForSelector('tr.peer');
    await page.keyboard.press('/');
    await page.keyboard.type('network=onion');
    await soon(async () => page.url()).toContain('q=network%3Donion');
    await soon(() => page.locator('tr.peer td:nth-child(3)').allInnerTexts().then((t) => [...new Set(t)].join())).toBe('onion');
  });

  it('tellsOfThoseThatHaveGone', async () => {
    const page = await visit('normal', 'peers');
    await page.getByRole('button', { name: 'Gone' }).click();
    await soon(() => page.locator('tbody tr').count()).toBe(40);
    expect(page.url()).toContain('past=1');
    expect(await page.locator('tbody tr', { hasText: 'evicted' }).count()).toBe(5);
    await page.locator('input[type=search]').fill('!direction=inbound');
    await soon(() => page.locator('tbody tr').count()).toBe(14);
  });

  it('isOpenedAndLeftByKeys', async () => {
    const page = await visit('normal', 'peers');
    await page.waitForSelector('tr.peer');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForSelector('tr.detail .traffic');
    expect(page.url()).toMatch(/open=\d+/);
    await page.keyboard.press('Escape');
    await soon(() => page.locator('tr.detail').count()).toBe(0);
    await page.keyboard.press('g');
    await page.keyboard.press('b');
    await soon(() => page.title()).toContain('Blocks');
  });

  it('copiesAWholeAddressAlsoWhereItIsShortened', async () => {
    const page = await visit('normal', 'peers?q=network%3Donion', { permissions: ['clipboard-read', 'clipboard-write'] });
    await page.locator('tr.peer .copy').first().click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^[a-z2-7]{56}\.onion:8333$/);
    await soon(() => text(page, 'tr.peer .copy')).toMatch(/….*\.onion/);
  });
});

describe('Messages', () => {
  it('standStillWhilePausedWhileTheStreamGoesOn', async () => {
    const page = await visit('normal', 'messages');
    await page.waitForSelector('tr.event');
    await page.keyboard.press('Space');
    await page.waitForSelector('.band.paused');
    await page.evaluate(() => new Promise((done) => setTimeout(done, 300)));
    const rows = () => page.locator('.list').innerText();
    const before = await rows();
    await soon(() => text(page, '.band')).toMatch(/[1-9]\d* waiting/);
    expect(await rows()).toBe(before);
    await page.keyboard.press('End');
    await soon(rows).not.toBe(before);
    expect(await page.locator('.band.paused').count()).toBe(0);
  });

  it('offerWordsAndTakeThem', async () => {
    const page = await visit('normal', 'messages');
    const bar = page.getByRole('combobox', { name: /Selection/ });
    await bar.click();
    await page.keyboard.type('mes');
    await page.keyboard.press('Tab');
    await page.keyboard.type('get');
    await soon(() => page.locator('[role=option]').allInnerTexts()).toContainEqual(expect.stringContaining('getdata'));
    await page.keyboard.press('Tab');
    expect(await bar.inputValue()).toBe('message=getdata');
    await soon(async () => page.url()).toContain('select=message%3Dgetdata');
    await soon(() => page.locator('tr.event td:nth-child(6)').allInnerTexts().then((t) => [...new Set(t)].join())).toBe('getdata');
  });

  it('keepTheLastValidSelectionAndOfferTheNearestWord', async () => {
    const page = await visit('normal', 'messages?select=message%3Dinv');
    await page.getByRole('combobox', { name: /Selection/ }).fill('message=blok');
    await soon(() => text(page, '#selection-problem')).toContain('The last valid selection stays');
    expect(page.url()).toContain('message%3Dinv');
    await page.getByRole('button', { name: 'Take block' }).click();
    await soon(async () => page.url()).toContain('message%3Dblock');
  });

  it('linkFieldsAndBytesBothWays', async () => {
    const page = await visit('normal', 'messages?select=message%3Dinv');
    await page.locator('tr.event .opener').first().click();
    await page.waitForSelector('.detail');
    await page.locator('.fields .name', { hasText: 'hash' }).first().click();
    expect(await page.locator('.cells .mark').count()).toBe(32);
    const hash = await page.locator('.chosen .copy').getAttribute('title');
    const marked = (await page.locator('.cells .mark').allInnerTexts()).map((t) => t.trim()).reverse().join('');
    expect(hash).toContain(marked);
    await page.locator('.cells i').first().click();
    await soon(() => text(page, '.chosen')).toContain('items');
  });

  it('becomeACommandAndAFile', async () => {
    const page = await visit('normal', 'messages?select=message%3Dinv', { permissions: ['clipboard-read', 'clipboard-write'] });
    await page.waitForSelector('tr.event');
    await page.getByRole('button', { name: 'Copy as command' }).click();
    await soon(() => page.evaluate(() => navigator.clipboard.readText())).toBe("vedette tap --select 'message=inv'");
    await page.getByText('Save as capture').click();
    const file = page.waitForEvent('download');
    await page.getByRole('button', { name: /Download/ }).click();
    const stream = await (await file).createReadStream();
    let saved = '';
    for await (const part of stream) saved += String(part);
    const first = JSON.parse(saved.split('\n')[0] as string) as { message: { type: string } };
    expect(first.message.type).toBe('inv');
  });

  it('areSearchedWithinTheirFields', async () => {
    const page = await visit('normal', 'messages');
    await page.waitForSelector('tr.event');
    await page.getByLabel('Find in view').fill('satoshi:29');
    await soon(() => page.locator('tr.event').count()).toBeGreaterThan(0);
    await soon(() => page.locator('tr.event td:nth-child(6)').allInnerTexts().then((t) => [...new Set(t)].join())).toBe('version');
  });

  it('stayBoundedAtTwentyThousandAndCountWhatGoes', async () => {
    const page = await visit('busy', 'messages?bytes=0');
    await soon(() => text(page, '.band')).toMatch(/[1-9][\d\u202f]* gone from here/);
    await page.keyboard.press('Space');
    await page.waitForSelector('.band.paused');
    const inView = Number((await text(page, 'footer')).replace(/ event[\s\S]*/, '').replace(/\D/g, ''));
    expect(inView).toBeGreaterThan(15_000);
    expect(inView).toBeLessThanOrEqual(21_000);
    expect(await text(page, '.band')).toMatch(/[1-9][\d\u202f]* not sent/);
  });
});

describe('Blocks', () => {
  it('tellWhatBecameOfOne', async () => {
    const page = await visit('normal', 'blocks?range=24h');
    await page.waitForSelector('.timeline');
    await page.locator('tbody .pick').nth(3).click();
    await soon(async () => page.url()).toMatch(/open=0{8}/);
    expect(await page.locator('.timeline').innerText()).toMatch(/first of all/);
    await page.getByRole('button', { name: 'Show more' }).click();
    await soon(() => page.locator('tbody .pick').count()).toBeGreaterThan(100);
  });

  it('areChosenInTheChartToo', async () => {
    const page = await visit('normal', 'blocks?range=24h');
    const chart = page.locator('.box svg');
    const box = (await chart.boundingBox()) as { x: number; y: number; width: number };
    const said = () => page.locator('.box svg > title').allTextContents();
    for (let x = box.x + 80; x < box.x + box.width && (await said()).length === 0; x += 5) await page.mouse.move(x, box.y + 60);
    expect((await said())[0]).toMatch(/^976.\d{3}: \d+ ms, /);
    await page.mouse.down();
    await page.mouse.up();
    await soon(async () => page.url()).toMatch(/open=0{8}/);
  });
});

describe('what is hidden', () => {
  it('isNotReadableOnTheScreen', async () => {
    const page = await visit('normal', 'peers');
    await page.waitForSelector('tr.peer');
    await page.keyboard.press('Shift+H');
    expect(await page.locator('tr.peer .private').first().evaluate((e) => getComputedStyle(e).color)).toBe('rgba(0, 0, 0, 0)');
    await page.keyboard.press('Shift+H');
  });
});

describe('alerts', () => {
  it('saysWhatNeedsSomebodyWhyAndWhatToDo', async () => {
    const page = await visit('alerts', 'alerts');
    await soon(() => text(page, 'h1')).toBe('1 alert needs you now, 1 more can wait.');
    const item = page.locator('article').first();
    expect(await item.innerText()).toContain('Look at this machine');
    await item.locator('summary').click();
    expect(await item.innerText()).toContain('vedette_connections{direction="outbound"} == 0');
    expect(await item.innerText()).toContain('vedette_connections{direction="outbound",node="main"} = 0');
    expect(await page.locator('article').nth(1).innerText()).toContain('Follows from “main: no outbound peer”');
  });

  it('testsTheChannelsAndMutesAndTakesItBack', async () => {
    const page = await visit('alerts', 'alerts');
    await page.getByRole('button', { name: 'Send a test message' }).click();
    await soon(() => page.getByText('has taken it.').count()).toBe(1);
    await page.locator('summary').first().click();
    await page.getByRole('button', { name: 'Mute this for main' }).click();
    await soon(() => page.getByRole('button', { name: 'Take back' }).count()).toBe(1);
    await page.getByRole('button', { name: 'Take back' }).click();
    await soon(() => page.getByText('Nothing is muted.').count()).toBe(1);
  });
});
