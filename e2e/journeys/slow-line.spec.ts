import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/study.ts';

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
