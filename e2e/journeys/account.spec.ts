import { kept } from '../fixtures/preferences.ts';
import { expect, test } from '../fixtures/study.ts';

test('language, theme, password and sessions are one’s own to change', async ({ study }) => {
  const anna = await study.join('Anna Bos', 'coder');
  const context = await study.browser(anna);
  const page = await context.newPage();
  await page.goto('/account');
  await kept(page, () => page.getByLabel('Language', { exact: true }).selectOption('nl'));
  await expect(page.getByRole('heading', { level: 1, name: 'Je account' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'nl');
  await kept(page, () => page.getByLabel('Thema').selectOption('dark'));
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');

  // They go with the person, into another browser with other habits.
  const elsewhere = await study.browser(anna, { colorScheme: 'light' });
  const other = await elsewhere.newPage();
  await other.goto('/account');
  await expect(other.getByRole('heading', { level: 1, name: 'Je account' })).toBeVisible();
  await expect(other.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await page.getByLabel('Taal').selectOption('en');
  await expect(page.getByRole('heading', { level: 1, name: 'Your account' })).toBeVisible();

  // Name and address too; a colleague of the same name is told apart, and the owner sees both addresses.
  const twin = await study.join('Anna de Bos', 'coder');
  await page.getByLabel('Name', { exact: true }).fill('  Anna de\u00a0Bos ');
  await page.getByRole('button', { name: 'Save name' }).click();
  await expect(page.getByText('You are now called Anna de Bos.')).toBeVisible();
  const address = `new.${anna.email}`;
  await page.getByLabel('E-mail', { exact: true }).fill(twin.email);
  await page.getByLabel('Your password, to confirm').fill(anna.password);
  await page.getByRole('button', { name: 'Save e-mail address' }).click();
  await expect(page.getByRole('alert')).toContainText('already an account with this e-mail address');
  await page.getByLabel('E-mail', { exact: true }).fill(address);
  await page.getByRole('button', { name: 'Save e-mail address' }).click();
  await expect(page.getByText(`Your e-mail address is now ${address}.`)).toBeVisible();
  const owners = await (await study.browser(study.owner)).newPage();
  await owners.goto(`/p/${study.projectId}/members`);
  await expect(owners.getByText(address)).toBeVisible();
  await expect(owners.getByRole('button', { name: /^Remove Anna de Bos \(1\)/ })).toBeVisible();
  await expect(owners.getByRole('button', { name: /^Remove Anna de Bos \(2\)/ })).toBeVisible();
  await owners.context().close();

  // A new password ends the other sessions, not this one.
  const second = await study.browser(anna);
  const api = anna.api;
  api.cookies = [];
  await api.mutate('session.signIn', { email: address, password: anna.password });
  const next = 'another long password';
  const change = async (current: string) => {
    await page.getByLabel('Current password').fill(current);
    await page.getByLabel('New password').fill(next);
    await page.getByRole('button', { name: 'Change password' }).click();
  };
  await change('not the password');
  await expect(page.getByRole('alert')).toHaveText(/password/i);
  await change(anna.password);
  await expect(page.getByText('Your password has been changed.')).toBeVisible();
  const ended = await api.query<{ person: unknown }>('session.current', {});
  expect(ended.person).toBeNull();
  await second.close();

  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
  // Before one is known, the language is chosen here; the first field has the focus.
  await page.getByRole('button', { name: 'Nederlands' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Inloggen' })).toBeVisible();
  await page.getByRole('button', { name: 'English' }).click();
  await page.reload();
  await expect(page.getByLabel('E-mail')).toBeFocused();
  const signIn = async (password: string) => {
    await page.getByLabel('E-mail').fill(address);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
  };
  await signIn(anna.password);
  await expect(page.getByRole('alert')).toBeVisible();
  await signIn(next);
  // Who has but one project lands in it.
  await expect(page.getByRole('button', { name: `Project: ${study.projectName}` })).toBeVisible();
  await expect(page).toHaveURL(/\/work$/);
});
