import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { removeData, startServer } from '../fixtures/server.ts';
import { Reader } from '../pages/reader.ts';

test('from the one-time link to the coded letter and its CSV', async ({ browser }) => {
  const server = await startServer();
  const context = await browser.newContext({ baseURL: server.url, acceptDownloads: true });
  try {
    const [link] = await server.says(/http:\/\/\S+\/welcome\/[A-Za-z0-9_-]{43}/);
    // Three things, by the README, and none of the steps in which a database is made.
    expect(server.output()).not.toContain('Bringing the database up to date');
    const page = await context.newPage();
    await page.goto(link);
    await page.getByLabel('Name').fill('Els Lubbers');
    await page.getByLabel('E-mail').fill('els@example.org');
    await page.getByLabel('Password', { exact: true }).fill('a long enough password');
    await page.getByRole('button', { name: 'Create account' }).click();

    await page.getByRole('link', { name: 'Begin with Nederland koersvast richting Rusland' }).click();

    const reader = new Reader(page);
    await expect(page.getByText('Select words in the letter')).toBeVisible();
    await reader.code('een combinatie van druk', 'p');
    await reader.code('selectieve samenwerking', 's');
    await reader.saved();
    await expect(page.getByText('Select words in the letter')).toBeHidden();
    await expect(reader.cards).toHaveCount(2);

    await page.getByRole('link', { name: 'Export' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: /annotations\.csv/i }).click();
    const csv = await readFile(await (await download).path(), 'utf8');
    const lines = csv.trim().split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]?.startsWith('annotation_id,project,document_id,document_title')).toBe(true);
    expect(lines[1]).toContain('een combinatie van druk');
    expect(lines[2]).toContain('selectieve samenwerking');

    // The link has done its work.
    const second = await browser.newContext({ baseURL: server.url });
    const late = await second.newPage();
    await late.goto(link);
    await expect(late.getByText(/no longer valid/i)).toBeVisible();
    await second.close();
  } finally {
    await context.close();
    await server.stop();
    await removeData(server);
  }
});
