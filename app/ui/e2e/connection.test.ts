import { describe, expect, it } from 'vitest';
import { soon, stage, text } from './stage';

const { scene, visit } = stage();

describe('the connection', () => {
  it('isSaidToBeLostWithoutCallingTheNodeIllAndComesBackByItself', async () => {
    const page = await visit('normal');
    await page.waitForSelector('.card h3');
    await scene('disconnected', false);
    await soon(() => text(page, 'h1')).toBe('Vedette does not answer. Your node may be fine.');
    await soon(() => text(page, '.link')).toContain('Not connected');
    await soon(() => page.locator('.card').first().innerText()).toMatch(/tip age\s*–/);
    await scene('normal', false);
    await soon(() => text(page, '.link')).toContain('Live');
    await soon(() => text(page, 'h1')).toBe('Your Bitcoin node is well.');
  });

  it('isTriedAgainAtOnceIfAsked', async () => {
    const page = await visit('normal');
    await page.waitForSelector('.card h3');
    // With its clock standing the page tries nothing by itself.
    await page.clock.install();
    // Far enough ahead that the page's clock is not there yet when it is told so.
    await page.clock.pauseAt(Date.now() + 600_000);
    let tries = 0;
    page.on('websocket', () => tries++);
    await scene('disconnected', false);
    await page.getByRole('button', { name: 'Try now' }).waitFor();
    await scene('normal', false);
    expect(tries).toBe(0);
    await page.getByRole('button', { name: 'Try now' }).click();
    await soon(async () => tries).toBe(1);
    await page.clock.resume();
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
