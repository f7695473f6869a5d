import type { Browser, Page } from '@playwright/test';
import { Api, newId } from '../fixtures/api.ts';
import { holdTable, tellDatabase } from '../fixtures/database.ts';
import { installationOwner } from '../fixtures/installation.ts';
import { type MailServer, startMailServer } from '../fixtures/mail-server.ts';
import { picture } from '../fixtures/pictures.ts';
import { type Provider, startProvider } from '../fixtures/provider.ts';
import { removeData, runCommand, runCommandWith, type Server, startServer } from '../fixtures/server.ts';
import { expect, test } from '../fixtures/study.ts';

/*
 * On a server of its own: who owns it is nobody else's business, and what is done to its only owner would be felt
 * by every other journey.
 */

let server: Server;
let mail: MailServer;
let provider: Provider;
let sending: Record<string, string>;
let owner: Api;
let noor: Api;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  mail = await startMailServer();
  provider = await startProvider();
  sending = { SMTP_URL: mail.url, MAIL_FROM: 'Koersvast <koersvast@example.org>' };
  server = await startServer({
    ...sending,
    ...provider.settings,
    FIRST_OWNER_EMAIL: installationOwner.email,
    FIRST_OWNER_PASSWORD: installationOwner.password,
  });
  owner = new Api(server.url);
  await owner.mutate('session.signIn', { ...installationOwner });
  const [first] = await owner.query<{ project: { id: string } }[]>('project.list', {});
  const { path } = await owner.mutate<{ path: string }>('member.invite', {
    opId: newId(),
    projectId: first?.project.id,
    id: newId(),
    role: 'coder',
  });
  noor = new Api(server.url);
  await noor.mutate('member.join', {
    token: path.split('/').at(-1),
    newcomer: {
      name: 'Noor van Brederode-Oosterhuis',
      email: 'noor.vanbrederode-oosterhuis@universiteit.example.org',
      password: 'a long enough password',
    },
  });
});

test.afterAll(async () => {
  await server.stop();
  await mail.stop();
  await provider.stop();
  await removeData(server);
});

/** A page of somebody's own, in a browser that speaks this language. */
async function pageOf(browser: Browser, { cookies }: Api, locale = 'en-GB'): Promise<Page> {
  const context = await browser.newContext({ baseURL: server.url, locale, reducedMotion: 'reduce' });
  await context.addCookies(cookies.map((each) => ({ ...each, url: server.url })));
  return context.newPage();
}

const ownRole = (page: Page) => page.getByRole('listitem').filter({ hasText: '(you)' }).getByRole('combobox');

test('an owner sees who has an account, makes another an owner, and takes that back', async ({ browser }) => {
  const page = await pageOf(browser, owner);
  await page.goto('/');
  await page.getByRole('button', { name: 'account and sign-out' }).click();
  await page.getByRole('menuitem', { name: 'Installation' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Installation' })).toBeVisible();
  const people = page.getByRole('list', { name: 'People' });
  await expect(people.getByRole('listitem')).toHaveCount(2);
  await expect(people.getByRole('listitem').filter({ hasText: '(you)' })).toContainText(
    installationOwner.email,
  );
  await expect(people.getByRole('listitem').filter({ hasText: 'Noor' })).toContainText('1 project · since');
  await picture(page, 'installation');

  const role = page.getByLabel('Role of Noor van Brederode-Oosterhuis in the installation');
  await expect(role).toHaveValue('member');
  await role.selectOption('owner');
  await expect(page.getByText('is now an owner of the installation.')).toBeVisible();
  await expect(role).toHaveValue('owner');
  expect(await noor.query<unknown[]>('installation.people', {})).toHaveLength(2);

  // Who steps down is asked first, because there is no undo for it.
  await ownRole(page).selectOption('member');
  const dialog = page.getByRole('dialog', { name: 'Stop being an owner?' });
  await expect(dialog).toBeVisible();
  await picture(page, 'installation-own');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toBeHidden();

  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('Undone.')).toBeVisible();
  await expect(role).toHaveValue('member');
  await expect(noor.query('installation.people', {})).rejects.toThrow('403');
  await page.context().close();
});

test('the only owner stays one, and reads why', async ({ browser }) => {
  const page = await pageOf(browser, owner);
  await page.goto('/installation');
  const own = ownRole(page);
  await own.selectOption('member');
  await expect(page.getByRole('alert')).toHaveText(
    'The installation needs an owner. Make somebody else an owner first.',
  );
  await expect(own).toHaveValue('owner');
  await picture(page, 'installation-only');
  await page.context().close();
});

test('an owner corrects a name, retires an account and takes it back; its person signs in no more meanwhile', async ({
  browser,
}) => {
  const page = await pageOf(browser, owner);
  await page.goto('/installation');
  await page.getByRole('button', { name: /^Correct name of Noor/ }).click();
  const naming = page.getByRole('dialog', { name: /^Correct the name of Noor/ });
  await naming.getByRole('textbox', { name: 'Name' }).fill('Noor van Brederode');
  await naming.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('The name is now Noor van Brederode.')).toBeVisible();

  await page.getByRole('button', { name: 'Retire the account of Noor van Brederode' }).click();
  const retiring = page.getByRole('dialog', { name: 'Retire the account of Noor van Brederode?' });
  await expect(retiring).toBeVisible();
  await picture(page, 'installation-retire');
  await retiring.getByRole('button', { name: 'Retire the account' }).click();
  const retired = page.getByRole('list', { name: 'Retired accounts' });
  await expect(retired.getByRole('listitem')).toContainText('Noor van Brederode');
  await expect(noor.query('project.list', {})).rejects.toThrow('401');
  await page.getByText('What was done to accounts').click();
  await expect(page.getByText('Account retired: Noor van Brederode')).toBeVisible();
  await picture(page, 'installation-retired');

  const door = await (await browser.newContext({ baseURL: server.url, locale: 'nl-NL' })).newPage();
  await door.goto('/sign-in');
  const credentials = { email: 'noor.vanbrederode-oosterhuis@universiteit.example.org' };
  await door.getByRole('textbox', { name: 'E-mailadres' }).fill(credentials.email);
  await door.getByLabel('Wachtwoord', { exact: true }).fill('a long enough password');
  await door.getByRole('button', { name: 'Inloggen' }).click();
  await expect(door.getByRole('alert')).toContainText('Dit account is gesloten');
  await picture(door, 'sign-in-retired');
  await door.context().close();

  await page.getByRole('button', { name: 'Reopen the account of Noor van Brederode' }).click();
  await expect(retired).toHaveCount(0);
  await noor.mutate('session.signIn', { ...credentials, password: 'a long enough password' });
  await page.context().close();
});

test('an owner cancels a backup that takes long, and makes one that is listed and restores', async ({
  browser,
}) => {
  const page = await pageOf(browser, owner, 'nl-NL');
  await page.goto('/installation');
  await expect(page.getByText('Er zijn nog geen back-ups.')).toBeVisible();
  const make = page.getByRole('button', { name: 'Maak een back-up' });
  const letGo = await holdTable(server, 'change');
  await make.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('progressbar', { name: 'Hoe ver: Back-up maken' })).toBeVisible();
  await page.getByRole('link', { name: 'Bezig: Back-up maken. Toon' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Bezig' })).toBeVisible();
  const now = page.getByRole('list', { name: 'Nu' }).getByRole('listitem');
  await expect(now).toContainText(/schrijven · \d+ van \d+/);
  await picture(page, 'jobs-running');
  await page.getByRole('button', { name: 'Annuleren: Back-up maken' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Geannuleerd: Back-up maken.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Bezig' })).toBeFocused();
  await expect(page.getByRole('list', { name: 'Afgelopen' })).toContainText('Back-up maken · geannuleerd');
  await expect(now).toHaveCount(0);
  await expect(page.getByRole('link', { name: /^Bezig: / })).toHaveCount(0);
  await letGo();

  await page.goto('/installation');
  await expect(page.getByText('Er zijn nog geen back-ups.')).toBeVisible();
  await make.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('De back-up is gemaakt.')).toBeVisible();
  const listed = page.getByRole('list', { name: 'Back-ups' }).getByRole('listitem');
  await expect(listed).toHaveCount(1);
  await expect(listed).toContainText('met de hand');
  await page.reload();
  await expect(listed).toHaveCount(1);
  await picture(page, 'installation-backup');
  const name = (await listed.textContent())?.match(/\d{8}T\d{9}Z-by-hand\.backup\.gz/)?.[0] ?? '';
  const elsewhere = { ...server, dataDir: `${server.dataDir}/elsewhere` };
  const said = await runCommand(elsewhere, 'restore', `${server.dataDir}/backups/${name}`);
  expect(said).toContain('Everybody signs in again.');
  await page.context().close();
});

test('somebody who owns nothing here has no link, and finds no page', async ({ browser }) => {
  const page = await pageOf(browser, noor);
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'New project' })).toBeVisible();
  await page.getByRole('button', { name: 'account and sign-out' }).click();
  await expect(page.getByRole('menuitem', { name: 'Your account' })).toBeVisible();
  await expect(page.getByRole('menuitem', { name: 'Installation' })).toHaveCount(0);
  await page.goto('/installation');
  await expect(page.getByRole('heading', { level: 1, name: 'This page does not exist' })).toBeVisible();
  await page.context().close();
});

test('an owner who is one no longer loses the screen at the next thing they do there', async ({
  browser,
}) => {
  const [, second] = await owner.query<{ id: string }[]>('installation.people', {});
  const give = (role: string) => owner.mutate('installation.setRole', { personId: second?.id, role });
  await give('owner');
  const page = await pageOf(browser, noor);
  await page.goto('/installation');
  await expect(page.getByRole('list', { name: 'People' })).toBeVisible();
  await give('member');
  await page.getByRole('button', { name: 'Make a backup' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'This page does not exist' })).toBeVisible();

  // And one who steps down goes where they still may be.
  await give('owner');
  await page.goto('/installation');
  await ownRole(page).selectOption('member');
  await page.getByRole('button', { name: 'Stop being an owner' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Projects' })).toBeVisible();
  await expect(page.getByText('You are no longer an owner of the installation.')).toBeVisible();
  await page.context().close();
});

test('who has forgotten a password gets a link by mail that works once, and mail-test tries the settings', async ({
  browser,
}) => {
  const context = await browser.newContext({ baseURL: server.url, locale: 'nl-NL', reducedMotion: 'reduce' });
  const page = await context.newPage();
  const email = 'noor.vanbrederode-oosterhuis@universiteit.example.org';
  await page.goto('/sign-in');
  await picture(page, 'sign-in-mail');
  await page.getByRole('link', { name: 'Wachtwoord vergeten?' }).click();
  // Both screens ask for an address.
  await expect(page.getByRole('heading', { name: 'Wachtwoord vergeten?' })).toBeVisible();
  await picture(page, 'forgotten');
  await page.getByRole('textbox', { name: 'E-mailadres' }).fill(email);
  await page.getByRole('button', { name: 'Stuur een link' }).click();
  await expect(page.getByText(`met het adres ${email}`)).toBeVisible();
  await picture(page, 'forgotten-sent');
  await expect.poll(() => mail.taken.length).toBe(1);
  expect(mail.taken[0]).toContain('Subject: Kies een nieuw wachtwoord voor Koersvast');
  const link = mail.taken[0]?.match(/http:\/\/\S+\/reset\/[\w-]{43}/)?.[0] ?? '';

  await page.goto(link);
  const password = 'weer een lange zin om te onthouden';
  await page.getByLabel('Nieuw wachtwoord', { exact: true }).fill(password);
  await picture(page, 'reset');
  await page.getByRole('button', { name: 'Stel het wachtwoord in' }).click();
  await expect(page.getByRole('heading', { name: 'Je nieuwe wachtwoord is ingesteld' })).toBeVisible();
  await picture(page, 'reset-done');
  await page.goto(link);
  await expect(page.getByRole('heading', { name: 'Deze link is niet meer geldig' })).toBeVisible();
  await picture(page, 'reset-used');
  await page.getByRole('link', { name: 'Inloggen' }).click();
  await page.getByRole('textbox', { name: 'E-mailadres' }).fill(email);
  await page.getByLabel('Wachtwoord', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Inloggen' }).click();
  await expect(page).toHaveURL(/\/p\/[^/]+\/work/);
  await context.close();

  expect(await runCommandWith(sending, server, 'mail-test', email)).toContain('took two mails');
  expect(mail.taken).toHaveLength(3);
});

test('a mail that was refused is shown to an owner, who sends it again', async ({ browser }) => {
  const page = await pageOf(browser, owner);
  const { taken } = mail;
  const before = taken.length;
  mail.refuses = true;
  await owner.mutate('session.askReset', { email: installationOwner.email, language: 'en' });
  const troubled = page.getByRole('list', { name: 'Mails that were not sent' }).getByRole('listitem');
  await expect(async () => {
    await page.goto('/installation');
    await expect(troubled).toContainText('not sent after 1 attempt', { timeout: 1_000 });
  }).toPass();
  await expect(page.getByText('Sent from Koersvast <koersvast@example.org>')).toBeVisible();
  await troubled.scrollIntoViewIfNeeded();
  await picture(page, 'installation-mail');
  mail.refuses = false;
  await troubled.getByRole('button', { name: `Send again: mail to ${installationOwner.email}` }).click();
  await expect(page.getByText(`The mail to ${installationOwner.email} is sent again.`)).toBeVisible();
  await expect(troubled).toHaveCount(0);
  await expect.poll(() => taken.length).toBe(before + 1);
  await page.context().close();
});

test('invited by mail somebody joins, is told by mail that they are mentioned, comes in by its link, and stops these mails', async ({
  browser,
}) => {
  const email = 'jan.de.boer@universiteit.example.org';
  const toJan = () => mail.taken.filter((each) => each.includes(`To: ${email}`));
  const place = { projectId: newId(), documentId: newId(), roundId: '' };
  const tagId = newId();
  const give = <Output>(procedure: string, input: object) =>
    owner.mutate<Output>(procedure, { opId: newId(), projectId: place.projectId, ...input });
  await owner.mutate('project.create', {
    ...{ opId: newId(), id: place.projectId, name: 'Brieven over Rusland', language: 'nl' },
  });
  const page = await pageOf(browser, owner);
  await page.goto(`/p/${place.projectId}/members`);
  await page.getByLabel('E-mail address (optional)').fill(email);
  await page.getByRole('button', { name: 'Invite by mail' }).click();
  await expect(page.getByText(`The invitation goes by mail to ${email}.`)).toBeVisible();
  await expect.poll(() => toJan().length).toBe(1);
  await expect(page.getByText(`Mailed to ${email}`)).toBeVisible();
  await picture(page, 'invited-by-mail');
  await page.context().close();

  const context = await browser.newContext({ baseURL: server.url, locale: 'en-GB', reducedMotion: 'reduce' });
  const own = await context.newPage();
  await own.goto(toJan()[0]?.match(/http:\/\/\S+\/join\/[\w-]{43}/)?.[0] ?? '');
  await own.getByLabel('Name', { exact: true }).fill('Jan de Boer');
  await own.getByLabel('E-mail').fill(email);
  await own.getByLabel('Password', { exact: true }).fill('a long enough password');
  await picture(own, 'join-by-mail');
  await own.getByRole('button', { name: 'Create account and join' }).click();
  await expect(own).toHaveURL(new RegExp(`/p/${place.projectId}/work`));

  const { rounds, members } = await owner.query<{
    rounds: { id: string }[];
    members: { id: string; name: string }[];
  }>('project.get', { projectId: place.projectId });
  place.roundId = rounds[0]?.id ?? '';
  const [unknown, none] = [
    { date: null, author: null, addressee: null },
    { dossier: null, documentNumber: null },
  ];
  await give('document.add', {
    id: place.documentId,
    source: { kind: 'pasted', text: 'Het kabinet vaart een vaste koers.' },
    encoding: null,
    metadata: {
      title: 'Brief',
      ...unknown,
      ...none,
      sourceUrl: null,
      language: 'nl',
      licence: null,
      fields: {},
    },
  });
  const words = { name: 'druk', names: {}, key: 'p', definition: '', whenToUse: '', whenNot: '' };
  await give('tag.create', {
    tag: { id: tagId, ...words, appearance: null, examples: [], counterExamples: [] },
  });
  const annotation = { id: newId(), tagId, start: 4, end: 11, quote: 'kabinet' };
  const { changes } = await give<{ changes: { noun: string; after: { layerId: string } }[] }>(
    'annotation.create',
    {
      ...place,
      annotation: { ...annotation, memo: null, certainty: null, madeAt: new Date().toISOString() },
    },
  );
  await give('reply.create', {
    ...{ ...place, id: newId(), annotationId: annotation.id, text: 'Is this pressure?' },
    layerId: changes.find(({ noun }) => noun === 'annotation')?.after.layerId,
    mentions: [members.find(({ name }) => name === 'Jan de Boer')?.id],
  });
  // The next morning, for a server that has just been started.
  await tellDatabase(
    server,
    `INSERT INTO digest SELECT id, now() - interval '2 days' FROM "user" WHERE email = $1
     ON CONFLICT (user_id) DO UPDATE SET looked_at = excluded.looked_at`,
    [email],
  );
  const other = await startServer({ ...sending, ...provider.settings }, { dataDir: server.dataDir });
  await expect.poll(() => toJan().length).toBe(2);
  const [, digest = ''] = toJan();
  // In the language of the project, for whoever has chosen none.
  expect(digest).toContain('1 reactie waarin je wordt genoemd');
  await own.goto(digest.match(/http:\/\/\S+\/work(?=\s)/)?.[0] ?? '');
  await expect(own.getByRole('heading', { level: 1, name: 'Work' })).toBeVisible();
  await own.getByRole('button', { name: '1 unread notice' }).click();
  await expect(own.getByRole('link', { name: /mentioned you/ })).toBeVisible();
  await picture(own, 'digest-opened');
  await own.goto(digest.match(/http:\/\/\S+\/mail\/off\/[\w-]{64}(?=\s)/)?.[0] ?? '');
  await picture(own, 'mail-off');
  await own.getByRole('button', { name: 'Stop these mails' }).click();
  await expect(own.getByRole('heading', { name: 'These mails are stopped' })).toBeVisible();
  await picture(own, 'mail-stopped');
  await own.getByRole('link', { name: 'To my account' }).click();
  await expect(own.getByLabel('When they are mailed')).toHaveValue('off');
  await picture(own, 'account-mail');
  await context.close();
  await other.stop();
});

test('an invitation opened at the provider makes an account, which confirms and signs in there', async ({
  browser,
}) => {
  const [first] = await owner.query<{ project: { id: string } }[]>('project.list', {});
  const { path } = await owner.mutate<{ path: string }>('member.invite', {
    opId: newId(),
    projectId: first?.project.id,
    id: newId(),
    role: 'coder',
  });
  const context = await browser.newContext({ baseURL: server.url, locale: 'nl-NL', reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(path);
  const joinThere = page.getByRole('button', { name: 'Doe mee met SURFconext' });
  await joinThere.click();
  await expect(page.getByRole('alert')).toContainText('Je hebt niet ingelogd bij je organisatie.');
  await picture(page, 'join-provider');
  provider.account = { sub: 'els', name: 'Els de Vries', email: 'els.de.vries@universiteit.example.org' };
  await joinThere.click();
  await expect(page).toHaveURL(/\/p\/[^/]+\/work/);

  // Without a password she confirms there what others confirm by theirs.
  await page.goto('/account');
  await expect(page.getByText('Je kunt alleen zo inloggen, dus het blijft gekoppeld.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Wachtwoord', exact: true })).toHaveCount(0);
  await picture(page, 'account-provider');
  await page.getByRole('button', { name: 'Bevestig met SURFconext' }).first().click();
  await expect(page.getByText('Je hebt bevestigd dat jij het bent. Dat geldt').first()).toBeVisible();
  await picture(page, 'account-confirmed');
  await page.getByLabel('Waarvoor').fill('R');
  await page.getByRole('button', { name: 'Sleutel maken' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'nooit gebruikt' })).toBeVisible();

  await page.getByRole('button', { name: 'account en uitloggen' }).click();
  await page.getByRole('menuitem', { name: 'Uitloggen' }).click();
  await expect(page.getByRole('link', { name: 'Log ook uit bij SURFconext' })).toBeVisible();
  await picture(page, 'sign-in-left');
  await page.getByRole('button', { name: 'Log in met SURFconext' }).click();
  await expect(page).toHaveURL(/\/p\/[^/]+\/work/);
  await context.close();
});

test('an owner links their account there after typing the password, signs in with it, and unlinks it', async ({
  browser,
}) => {
  provider.account = { sub: 'stranger', name: 'Stranger', email: installationOwner.email };
  const door = await (await browser.newContext({ baseURL: server.url, locale: 'en-GB' })).newPage();
  await door.goto('/sign-in');
  const enter = door.getByRole('button', { name: 'Sign in with SURFconext' });
  await enter.click();
  await expect(door.getByRole('alert')).toContainText('Nobody signs in here with this account yet.');
  await picture(door, 'sign-in-unknown');

  provider.account = { sub: 'owner', name: 'Another name', email: 'another@example.org' };
  const page = await pageOf(browser, owner);
  await page.goto('/account');
  const section = page
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: 'Signing in with SURFconext' }) });
  await section.getByLabel('Your password, to confirm').fill(installationOwner.password);
  await picture(page, 'account-link');
  await section.getByRole('button', { name: 'Link my account at SURFconext' }).click();
  await expect(section.getByText('Your account at SURFconext is linked')).toBeVisible();
  await expect(page.getByText('Your account there is linked')).toBeVisible();
  await section.scrollIntoViewIfNeeded();
  await picture(page, 'account-linked');

  await enter.click();
  await expect(door.getByRole('button', { name: 'account and sign-out' })).toBeVisible();
  await door.context().close();

  await page.goto('/installation');
  const people = page.getByRole('list', { name: 'People' });
  await expect(people.getByRole('listitem').filter({ hasText: 'Els de Vries' })).toContainText(
    'signs in with SURFconext',
  );
  await expect(people.getByRole('listitem').filter({ hasText: '(you)' })).toContainText(
    'signs in with SURFconext or a password',
  );
  await picture(page, 'installation-provider');

  await page.goto('/account');
  await section.getByLabel('Your password, to confirm').fill(installationOwner.password);
  await section.getByRole('button', { name: 'Unlink my account at SURFconext' }).click();
  await expect(page.getByText('You can no longer sign in with SURFconext.')).toBeVisible();
  await expect(section.getByRole('button', { name: 'Link my account at SURFconext' })).toBeVisible();
  await page.context().close();
});
