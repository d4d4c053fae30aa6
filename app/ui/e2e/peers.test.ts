import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { soon, stage, text } from './stage';

const { visit } = stage();

/** Two keys that belong together only if the second comes soon: on a slow machine they are pressed again. */
const goToBlocks = (page: Page) =>
  soon(async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('b');
    return page.title();
  }).toContain('Blocks');

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
    await goToBlocks(page);
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
    await soon(async () => page.url()).toContain('past=1');
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
    await soon(async () => page.url()).toMatch(/open=\d+/);
    await page.keyboard.press('Escape');
    await soon(() => page.locator('tr.detail').count()).toBe(0);
    await goToBlocks(page);
  });

  it('copiesAWholeAddressAlsoWhereItIsShortened', async () => {
    const page = await visit('normal', 'peers?q=network%3Donion', { permissions: ['clipboard-read', 'clipboard-write'] });
    await page.locator('tr.peer .copy').first().click();
    await soon(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/^[a-z2-7]{56}\.onion:8333$/);
    await soon(() => text(page, 'tr.peer .copy')).toMatch(/….*\.onion/);
  });
});
