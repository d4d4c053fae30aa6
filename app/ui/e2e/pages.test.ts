import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { soon, stage, text } from './stage';
import { SERVICE_PAGES } from '../src/lib/pages';

const PAGES = ['now', 'peers', 'messages', 'blocks', 'mempool', 'network', 'alerts', 'system'];
const { visit } = stage();

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

describe('what is hidden', () => {
  it('isNotReadableOnTheScreen', async () => {
    const page = await visit('normal', 'peers');
    await page.waitForSelector('tr.peer');
    await page.keyboard.press('Shift+H');
    await soon(() => page.locator('tr.peer .private').first().evaluate((e) => getComputedStyle(e).color)).toBe('rgba(0, 0, 0, 0)');
    await page.keyboard.press('Shift+H');
  });
});
