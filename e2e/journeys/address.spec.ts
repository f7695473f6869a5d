import { newId } from '../fixtures/api.ts';
import { expect, test } from '../fixtures/study.ts';

test('an address that leads nowhere says so, and what is odd behind it is passed over', async ({ study }) => {
  await study.code(study.owner, study.tags.pressure, 'combinatie van druk');
  const page = await (await study.browser(study.owner)).newPage();
  const project = `/p/${study.projectId}`;
  for (const nowhere of [
    `${project}/documents/not-an-id`,
    `${project}/documents/not-an-id/compare`,
    `${project}/documents/not-an-id/history`,
    `${project}/rounds/not-an-id`,
    '/p/not-an-id/work',
    `/p/${newId()}/history`,
    '/nowhere/at/all',
  ]) {
    await page.goto(nowhere);
    await expect(page.getByRole('banner').getByRole('link', { name: 'Koersvast' })).toBeVisible();
    await expect(page.getByRole('heading', { level: 1, name: 'This page does not exist' })).toBeVisible();
  }
  // Of what cannot even be read no screen is known, so that there is no bar.
  for (const unreadable of ['/%E0%A4%A', `${project}/documents/%zz`]) {
    await page.goto(unreadable);
    await expect(page.getByRole('heading', { level: 1, name: 'This page does not exist' })).toBeVisible();
  }
  await page.goto(`${study.documentPath}/history?at=whenever`);
  await expect(page.locator('.kv-mark')).toHaveText('combinatie van druk');
  // Of a card that is not there is said once that it is not; the address then asks for it no more.
  await page.goto(`${study.documentPath}?annotation=${newId()}&card=true`);
  await expect(page.getByText('The annotation in the address no longer exists')).toBeVisible();
  await expect(page).not.toHaveURL(/card=/);
  await page.goto(`${project}/history?document=not-an-id&member=nobody&noun=annotation`);
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(1);
});

test('who signs in is taken nowhere but into this site', async ({ study }) => {
  const { origin } = new URL(study.url);
  const context = await study.browser(study.owner);
  for (const [next, end] of [
    ['https://elsewhere.example/', '/'],
    ['//elsewhere.example/', '/'],
    ['/\t/elsewhere.example/', '/'],
    [`/p/${study.projectId}/codebook`, `/p/${study.projectId}/codebook`],
  ] as const) {
    await context.clearCookies();
    const page = await context.newPage();
    // Only to see where it is gone to; nothing of elsewhere is asked for.
    await page.route('**://elsewhere.example/**', (route) => route.fulfill({ body: 'elsewhere' }));
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
    await page.getByLabel('E-mail').fill(study.owner.email);
    await page.getByRole('textbox', { name: 'Password' }).fill(study.owner.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL((url) => url.pathname !== '/sign-in');
    expect(page.url()).toBe(`${origin}${end}`);
  }
});

test('no screen asks for what the server refuses', async ({ study }) => {
  await study.code(study.owner, study.tags.pressure, 'combinatie van druk');
  const page = await (await study.browser(study.owner)).newPage();
  const refused: string[] = [];
  // A batch of which a part is refused has a status of its own.
  page.on('response', (answer) => {
    if (answer.url().includes('/trpc/') && answer.status() !== 200)
      refused.push(`${page.url()} ${answer.url()}`);
  });
  const project = `/p/${study.projectId}`;
  for (const screen of [
    '/',
    ...['work', 'documents', 'documents/add', 'codebook', 'compare', 'learning', 'rounds', 'rounds/new'].map(
      (name) => `${project}/${name}`,
    ),
    `${project}/rounds/${study.roundId}`,
    ...['find', 'find?q=druk', 'passages', 'charts', 'findings', 'dictionaries', 'agreement'].map(
      (name) => `${project}/${name}`,
    ),
    ...['history', 'export', 'members', 'settings'].map((name) => `${project}/${name}`),
    study.documentPath,
    `${study.documentPath}/compare`,
    `${study.documentPath}/history`,
    '/account',
  ]) {
    await page.goto(screen);
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
    await page.waitForLoadState('networkidle');
  }
  expect(refused).toEqual([]);
});
