/**
 * The screens of a large project: `npm run bench:documents -w e2e`. 5,000 documents in the table, or as many as are
 * named behind `--`, and 500 files in one drop. Figures are milliseconds. Bar: an INP of 100 in whatever is done; ends
 * with 1 where it is not met.
 */
import type { BrowserContext, Page } from '@playwright/test';
import { quantile } from './figures.ts';
import { addLetters, fillIn, letterOf } from './library.ts';
import { runBench, type Scene, say, signedIn } from './scene.ts';

const documentCount = Number(process.argv[2] ?? 5_000);
const fileCount = 500;
const bar = 100;

type Told = PerformanceEntry & { readonly interactionId?: number };

/** What the browser counts as interactions while something is done, as INP does: of fewer than 50 the longest. */
async function measured(page: Page, what: string, act: () => Promise<void>): Promise<void> {
  const before = await page.evaluate(() => {
    const seen = new Map<number, number>();
    const from = performance.now();
    const observer = new PerformanceObserver((list) => {
      for (const { interactionId, duration, startTime } of list.getEntries() as Told[])
        if (interactionId && startTime >= from)
          seen.set(interactionId, Math.max(seen.get(interactionId) ?? 0, duration));
    });
    observer.observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
    Object.assign(window, { seenInteractions: seen });
    return performance.interactionCount;
  });
  const from = performance.now();
  await act();
  const took = performance.now() - from;
  const { told, after } = await page.evaluate(async () => {
    // What was pressed last is told once it has been painted.
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100)));
    const { seenInteractions } = window as unknown as { seenInteractions: Map<number, number> };
    return { told: [...seenInteractions.values()], after: performance.interactionCount };
  });
  const count = after - before;
  if (count === 0) throw new Error(`${what}: nothing was pressed, so nothing was measured`);
  // Of those that took less than 16 ms nothing is told but their number.
  const all = [...Array<number>(Math.max(0, count - told.length)).fill(0), ...told];
  const longest = Math.max(...all, 0);
  const inp = count < 50 ? longest : quantile(all, 0.98);
  const met = inp <= bar;
  if (!met) process.exitCode = 1;
  say(
    `${what}: INP ${inp.toFixed(0)} (${bar}${met ? '' : ', NOT MET'}), longest ${longest.toFixed(0)} of ${count} interactions, ${took.toFixed(0)} in all`,
  );
}

async function measureTable(page: Page, projectId: string): Promise<void> {
  const from = performance.now();
  await page.goto(`/p/${projectId}/documents`);
  const table = page.getByRole('table', { name: 'Documents' });
  await table.getByRole('row').nth(5).waitFor();
  say(`${documentCount} documents: address to table ${(performance.now() - from).toFixed(0)}`);
  await measured(page, 'sorted', async () => {
    for (const name of ['Title', 'Date', 'Author', 'Addressee', 'Dossier', 'Title'])
      for (let twice = 0; twice < 2; twice += 1)
        await table.getByRole('columnheader', { name }).getByRole('button').first().click();
  });
  await measured(page, 'scrolled by key', async () => {
    await table.getByRole('link').first().focus();
    for (let times = 0; times < 20; times += 1) await page.keyboard.press('PageDown');
    await page.keyboard.press('Home');
  });
  await measured(page, 'filtered', async () => {
    for (const value of ['Blok', 'Hoekstra', 'Ollongren']) {
      await page.getByRole('button', { name: 'Add a filter' }).click();
      const filters = page.getByRole('region', { name: 'Filters' });
      await filters.getByRole('combobox', { name: 'Column' }).selectOption('Author');
      await filters.getByRole('textbox', { name: 'Value' }).pressSequentially(value);
      await page.keyboard.press('Enter');
      await filters.getByRole('status').waitFor();
      await filters.getByRole('button', { name: /^Remove the filter/ }).click();
    }
  });
}

async function measureFilling(page: Page): Promise<void> {
  const table = page.getByRole('table', { name: 'Documents' });
  const bar = page.getByRole('region', { name: 'Selected documents' });
  await measured(page, 'selected, and a column filled', async () => {
    await page.getByRole('button', { name: 'Select', exact: true }).click();
    for (let nth = 0; nth < 8; nth += 1) await table.getByRole('checkbox').nth(nth).click();
    await bar.getByRole('button', { name: /^Select all/ }).click();
    await bar.getByRole('button', { name: 'Fill in a column' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Column' }).selectOption('Licence');
    await dialog.getByRole('textbox', { name: 'Value' }).pressSequentially('CC0 1.0');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
  });
  await measured(page, 'undone', async () => {
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Undo' }).waitFor({ state: 'detached' });
    await bar.getByRole('button', { name: 'Done' }).click();
  });
}

async function measureSheet(page: Page): Promise<void> {
  const grid = page.getByRole('grid', { name: 'Details of documents' });
  await measured(page, 'spreadsheet opened', async () => {
    await page.getByRole('button', { name: 'Edit in the table' }).click();
    await grid.waitFor();
  });
  await measured(page, 'spreadsheet moved in', async () => {
    await grid.focus();
    for (let times = 0; times < 20; times += 1) await page.keyboard.press('ArrowDown');
    for (let times = 0; times < 20; times += 1) await page.keyboard.press('PageDown');
    await page.keyboard.press('Control+Home');
  });
  await measured(page, 'spreadsheet typed in', async () => {
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    for (let times = 0; times < 10; times += 1) {
      await page.keyboard.type('Kamp');
      await page.keyboard.press('Enter');
    }
    await grid.locator('[data-state="saving"]').first().waitFor({ state: 'detached' });
  });
  await measured(page, 'spreadsheet column filled down', async () => {
    await page.keyboard.press('Control+ArrowUp');
    await page.keyboard.press('Shift+Control+ArrowDown');
    await page.keyboard.press('Control+d');
    await page.keyboard.press('Control+Home');
    for (let times = 0; times < 10; times += 1) await page.keyboard.press('ArrowDown');
    await page.getByText(/documents have been changed/).waitFor();
  });
  await page.getByRole('button', { name: 'Done' }).click();
}

/** A letter that takes long enough to read that somebody does something meanwhile: some 50,000 characters. */
function longLetterOf(nth: number): string {
  return Array.from({ length: 60 }, (_, part) => letterOf(1_000_000 + nth * 60 + part)).join('\n');
}

/** Files come in and are read meanwhile: the list is sorted, narrowed, gone through, a document opened and left. */
async function measureAdding(page: Page, projectId: string): Promise<void> {
  await page.goto(`/p/${projectId}/documents/add`);
  const from = performance.now();
  await page.locator('input[type=file]:not([data-folder])').setInputFiles(
    Array.from({ length: fileCount }, (_, nth) => ({
      name: `stuk ${nth}.txt`,
      mimeType: 'text/plain',
      buffer: Buffer.from(longLetterOf(nth)),
    })),
  );
  const table = page.getByRole('table', { name: 'What will be added' });
  const add = page.getByRole('button', { name: `Add ${fileCount} documents` });
  // By the number in its name it is known that all have been read; to ask for more would wait for that.
  const isRead = async () => (await add.isVisible()) && (await add.isEnabled());
  /** Words are typed into the search of the whole program, which stands over whatever else goes on. */
  const search = async () => {
    await page.keyboard.press('Control+k');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    await page.keyboard.type('kabinet');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  };
  await measured(page, `${fileCount} files being sent`, async () => {
    while (!(await table.isVisible())) await search();
  });
  await table.getByRole('row').nth(5).waitFor();
  let [readAfter, uses] = [0, 0];
  const use = async () => {
    const heads = table.getByRole('columnheader');
    for (const name of ['Title', 'Date', 'To check'])
      await heads.filter({ hasText: name }).getByRole('button').first().click();
    for (let times = 0; times < 6; times += 1) await page.keyboard.press('j');
    const box = table.getByRole('checkbox').first();
    if ((await box.count()) > 0) {
      await box.click();
      await box.click();
    }
    await table.getByRole('link').nth(2).click();
    await page.getByRole('link', { name: 'Back to the list' }).waitFor();
    for (let times = 0; times < 4; times += 1) await page.keyboard.press('j');
    await page.keyboard.press('Escape');
    await table.waitFor();
  };
  await measured(page, `${fileCount} files being read`, async () => {
    for (; !(await isRead()); uses += 1) {
      await search();
      if (!(await isRead())) await use();
    }
    readAfter = performance.now() - from;
  });
  say(`${fileCount} files: chosen to read ${readAfter.toFixed(0)}, the list used ${uses} times meanwhile`);
  await measured(page, `${fileCount} files read, the list used`, use);
  await measured(page, `${fileCount} files added`, async () => {
    await add.click();
    await page.getByRole('region', { name: 'What was added' }).waitFor();
  });
}

async function measure(scene: Scene, context: BrowserContext): Promise<void> {
  const { projectId } = scene.place;
  const from = performance.now();
  // The scene has one already.
  await addLetters(scene.owner, projectId, documentCount - 1);
  await fillIn(scene.owner, projectId);
  say(`${documentCount} letters added and described in ${(performance.now() - from).toFixed(0)}`);
  const page = await context.newPage();
  page.setDefaultTimeout(180_000);
  await measureTable(page, projectId);
  await measureFilling(page);
  await measureSheet(page);
  await measureAdding(page, projectId);
}

await runBench(async (scene, browser) => measure(scene, await signedIn(browser, scene.owner)));
