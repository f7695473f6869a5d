import type { Page } from '@playwright/test';
import { codeOf } from '../fixtures/authenticator.ts';
import { picture } from '../fixtures/pictures.ts';
import { expect, test } from '../fixtures/study.ts';

/** As far as where the code is asked for. */
async function typePassword(page: Page, { email, password }: { email: string; password: string }) {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Your second factor' })).toBeVisible();
}

test('a second factor is set up and asked for, a recovery code works once, and a session is ended from elsewhere', async ({
  study,
  browser,
}) => {
  const anna = await study.join('Anna Bos', 'coder');
  const page = await (await study.browser(anna)).newPage();
  await page.goto('/account');
  await page.getByRole('button', { name: 'Set it up' }).click();
  await page.getByLabel('Your password', { exact: true }).fill(anna.password);
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  const key = await page.getByLabel('Key for the app').inputValue();
  await picture(page, 'factor-set-up');
  // The clock of this phone runs behind, and later ahead: both are taken. Its code holds for another quarter of a minute.
  await page.getByLabel('The code that the app then shows').fill(codeOf(key, -15));
  await page.getByRole('button', { name: 'Turn on' }).click();
  const listed = page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem');
  await expect(listed).toHaveCount(10);
  await picture(page, 'factor-codes');
  const [recovery = ''] = await listed.allTextContents();
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await expect(page.getByText(/^It is on since .* 10 recovery codes left\./)).toBeVisible();
  await page.context().close();

  const context = await browser.newContext({ baseURL: study.url, locale: 'en-GB' });
  const own = await context.newPage();
  await typePassword(own, anna);
  await expect(own.getByLabel('Code', { exact: true })).toBeFocused();
  await picture(own, 'factor-sign-in');
  await own.keyboard.type(codeOf(key, 15));
  await own.keyboard.press('Enter');
  await expect(own).toHaveURL(/\/work$/);

  const other = await (await browser.newContext({ baseURL: study.url, locale: 'en-GB' })).newPage();
  await typePassword(other, anna);
  await other.getByRole('button', { name: 'Use a recovery code' }).click();
  await other.getByLabel('Recovery code').fill(recovery);
  await other.getByRole('button', { name: 'Sign in' }).click();
  await expect(other).toHaveURL(/\/work$/);
  await expect(other.getByRole('button', { name: `Project: ${study.projectName}` })).toBeVisible();

  await own.goto('/account');
  await expect(own.getByText(/9 recovery codes left\./)).toBeVisible();
  const sessions = own.getByRole('list', { name: 'Where you are signed in' }).getByRole('listitem');
  await expect(sessions).toHaveCount(3);
  await own.getByRole('heading', { name: 'Where you are signed in' }).scrollIntoViewIfNeeded();
  await picture(own, 'account-sessions');
  await own.getByRole('button', { name: 'End all other sessions' }).click();
  const dialog = own.getByRole('dialog', { name: 'End all other sessions?' });
  await dialog.getByRole('button', { name: 'End all other sessions' }).click();
  await expect(sessions).toHaveCount(1);

  // The page that is open elsewhere asks for password and code in place, and goes on.
  const gate = other.getByRole('dialog', { name: 'Your session has ended' });
  await expect(gate).toBeVisible();
  await gate.getByLabel('Password', { exact: true }).fill(anna.password);
  await gate.getByRole('button', { name: 'Go on' }).click();
  await gate.getByRole('button', { name: 'Use a recovery code' }).click();
  await gate.getByLabel('Recovery code').fill(recovery);
  await gate.getByRole('button', { name: 'Go on' }).click();
  await expect(gate.getByRole('alert')).toContainText('This code is not right, or it has been used.');
  await other.context().close();
  await context.close();
});
