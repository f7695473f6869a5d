import { goOffline } from '../fixtures/network.ts';
import { expect, test } from '../fixtures/study.ts';

test('an owner invites, a colleague joins with the link, and the link works once', async ({
  study,
  browser,
}) => {
  const context = await study.browser(study.owner);
  const page = await context.newPage();
  await page.goto(`/p/${study.projectId}/members`);
  await page.getByRole('button', { name: 'Create an invitation link' }).click();
  const link = await page.getByLabel(/^Invitation link:/).inputValue();
  expect(link).toContain('/join/');

  const guest = await browser.newContext({ baseURL: study.url, locale: 'en-GB' });
  const theirs = await guest.newPage();
  await theirs.goto(link);
  await theirs.getByLabel('Name').fill('Jan Bakker');
  await theirs.getByLabel('E-mail').fill(`jan.${study.projectId.slice(-8)}@example.org`);
  await theirs.getByLabel('Password', { exact: true }).fill('a long enough password');
  await theirs.getByRole('button', { name: 'Create account and join' }).click();
  await expect(theirs.getByRole('button', { name: `Project: ${study.projectName}` })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Members' })).toContainText('Jan Bakker');
  await guest.close();

  const late = await browser.newContext({ baseURL: study.url, locale: 'en-GB' });
  const second = await late.newPage();
  await second.goto(link);
  await expect(second.getByText('This invitation is no longer valid')).toBeVisible();
  await late.close();
});

test('an ended session asks for the password in place, and what was coded meanwhile is saved', async ({
  study,
}) => {
  const { Reader } = await import('../pages/reader.ts');
  const anna = await study.join('Anna', 'coder');
  const reader = new Reader(await study.open(anna));
  await reader.code('combinatie van druk', 'p');
  await reader.saved();
  await goOffline(reader.page);
  await reader.code('selectieve samenwerking', 's');
  await anna.api.mutate('session.signOut', { everywhere: true });
  await reader.page.context().setOffline(false);

  const gate = reader.page.getByRole('dialog', { name: 'Your session has ended' });
  await gate.getByLabel('Password', { exact: true }).fill(anna.password);
  await gate.getByRole('button', { name: 'Go on' }).click();
  await expect(gate).toBeHidden();
  await reader.saved();
  await reader.page.reload();
  await expect(reader.cards).toHaveCount(2);
});
