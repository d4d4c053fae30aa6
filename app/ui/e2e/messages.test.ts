import { describe, expect, it } from 'vitest';
import { soon, stage, text } from './stage';

const { visit } = stage();

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
    await soon(() => page.locator('.band.paused').count()).toBe(0);
  });

  it('offerWordsAndTakeThem', async () => {
    const page = await visit('normal', 'messages');
    const bar = page.getByRole('combobox', { name: /Selection/ });
    await bar.click();
    await page.keyboard.type('mes');
    await soon(() => page.locator('[role=option]').allInnerTexts()).toContainEqual(expect.stringContaining('message='));
    await page.keyboard.press('Tab');
    await page.keyboard.type('get');
    await soon(() => page.locator('[role=option]').allInnerTexts()).toContainEqual(expect.stringContaining('getdata'));
    await page.keyboard.press('Tab');
    await soon(() => bar.inputValue()).toBe('message=getdata');
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
    await soon(() => page.locator('.cells .mark').count()).toBe(32);
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
