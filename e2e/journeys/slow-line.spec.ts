import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/study.ts';
import { Reader } from '../pages/reader.ts';

/** Keeps back the scripts whose name begins so, until the result is called. */
async function holdBack(page: Page, name: string): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route(`**/assets/${name}-*.js`, async (route) => {
    await promise;
    await route.continue();
  });
  return resolve;
}

test('a menu that is pressed before it has come opens when it comes', async ({ study }) => {
  const page = await (await study.browser(study.owner)).newPage();
  const release = await holdBack(page, 'project-menu-list');
  await page.goto(`/p/${study.projectId}/documents`);
  const button = page.getByRole('button', { name: `Project: ${study.projectName}` });
  await button.press('Enter');
  await expect(page.getByRole('menu')).toHaveCount(0);
  release();
  await expect(page.getByRole('menuitem', { name: 'Members' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(button).toBeFocused();
});

test('a button keeps the focus when its menu comes', async ({ study }) => {
  const page = await (await study.browser(study.owner)).newPage();
  const release = await holdBack(page, 'project-menu-list');
  await page.goto(`/p/${study.projectId}/documents`);
  const button = page.getByRole('button', { name: `Project: ${study.projectName}` });
  await button.focus();
  release();
  await expect(button).toHaveAttribute('id', /.+/);
  await expect(button).toBeFocused();
});

test('the list of everything that is asked for before it has come opens when it comes', async ({ study }) => {
  const page = await (await study.browser(study.owner)).newPage();
  const release = await holdBack(page, 'palette');
  await page.goto(`/p/${study.projectId}/documents`);
  await page.getByRole('button', { name: 'Search and commands' }).click();
  release();
  await expect(page.getByRole('combobox', { name: 'Search and commands' })).toBeFocused();
});

test('what could not be fetched is asked for again', async ({ study }) => {
  const page = await (await study.browser(study.owner)).newPage();
  let refused = 0;
  await page.route('**/assets/key-sheet-*.js', async (route) => {
    refused += 1;
    await (refused === 1 ? route.abort() : route.continue());
  });
  await page.goto(`/p/${study.projectId}/documents`);
  await expect.poll(() => refused).toBeGreaterThan(0);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
});

test('what a letter shows is asked for before it is known who is signed in, and only by them', async ({
  study,
}) => {
  const anna = await study.join('Anna', 'coder');
  const context = await study.browser(study.owner);
  const page = await context.newPage();
  await page.goto(study.documentPath);
  await expect(new Reader(page).letter).toContainText('Nederland ziet daarom');
  // The answer who is signed in is slow, and what is shown of the letter is here before it.
  const { promise: asked, resolve: release } = Promise.withResolvers<void>();
  await page.route('**/trpc/session.current*', async (route) => {
    await asked;
    await route.continue();
  });
  const answered = page.waitForResponse(/trpc\/[^?]*annotation\.list/);
  await page.goto(study.documentPath);
  expect((await answered).status()).toBe(200);
  release();
  await expect(new Reader(page).letter).toContainText('Nederland ziet daarom');

  // Somebody else has signed in meanwhile: what was asked for as the first is refused, and nothing is said of that.
  await context.addCookies(anna.api.cookies.map((each) => ({ ...each, url: study.url })));
  const refused = page.waitForResponse(/trpc\/[^?]*annotation\.list/);
  await page.goto(study.documentPath);
  expect((await refused).status()).toBe(401);
  await expect(new Reader(page).letter).toContainText('Nederland ziet daarom');
  await expect(page.getByRole('button', { name: /Anna/ })).toBeVisible();
});
