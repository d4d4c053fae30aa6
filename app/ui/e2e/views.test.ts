import { describe, expect, it } from 'vitest';
import { soon, stage, text } from './stage';

const { post, visit } = stage();

describe('Now', () => {
  it('showsANewBlockByItself', async () => {
    const page = await visit('normal');
    await page.waitForSelector('.card h3');
    const height = () => page.locator('.card dd').first().innerText();
    const before = await height();
    await post('dev/mine');
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
    await soon(async () => page.url()).toContain('range=1h');
  });

  it('keepsTheRangeInTheAddressAndSharesOneHoverLine', async () => {
    const page = await visit('normal');
    await page.waitForSelector('.lane canvas');
    await page.locator('select.range').selectOption('6h');
    await soon(async () => page.url()).toContain('range=6h');
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

describe('Blocks', () => {
  it('tellWhatBecameOfOne', async () => {
    const page = await visit('normal', 'blocks?range=24h');
    await page.waitForSelector('.timeline');
    await page.locator('tbody .pick').nth(3).click();
    await soon(async () => page.url()).toMatch(/open=0{8}/);
    await soon(() => page.locator('.timeline').innerText()).toMatch(/first of all/);
    await page.getByRole('button', { name: 'Show more' }).click();
    await soon(() => page.locator('tbody .pick').count()).toBeGreaterThan(100);
  });

  it('areStruckOutWhenAnotherTookTheirPlace', async () => {
    const page = await visit('normal', 'blocks?range=24h');
    const gone = page.locator('tbody .pick.gone');
    await soon(() => gone.count()).toBe(1);
    await gone.click();
    await page.getByText('Not in the chain any more: another block of this height connected later').waitFor();
    const place = page.url();
    await page.getByRole('link', { name: 'another block of this height' }).click();
    await soon(() => page.getByText('Not in the chain any more:').count()).toBe(0);
    expect(page.url()).not.toBe(place);
  });

  it('areChosenInTheChartToo', async () => {
    const page = await visit('normal', 'blocks?range=24h');
    const chart = page.locator('.box svg');
    await soon(() => chart.getAttribute('aria-label')).toMatch(/^[1-9]/);
    const box = (await chart.boundingBox()) as { x: number; y: number; width: number };
    const said = () => page.locator('.box svg > title').allTextContents();
    for (let x = box.x + 80; x < box.x + box.width && (await said()).length === 0; x += 5) await page.mouse.move(x, box.y + 60);
    expect((await said())[0]).toMatch(/^976.\d{3}: [\d.]+ ms, /);
    await page.mouse.down();
    await page.mouse.up();
    await soon(async () => page.url()).toMatch(/open=0{8}/);
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
