import type { Route } from '@playwright/test';
import { goOffline } from '../fixtures/network.ts';
import { killDatabase, removeData, runCommand, startServer } from '../fixtures/server.ts';
import { expect, test } from '../fixtures/study.ts';
import { Reader } from '../pages/reader.ts';

test('coding goes on without a network, survives a reload and is sent once on return', async ({ study }) => {
  const anna = await study.join('Anna', 'coder');
  const reader = new Reader(await study.open(anna));
  const context = reader.page.context();
  await reader.code('combinatie van druk', 'p');
  await reader.saved();

  await goOffline(reader.page);
  await reader.code('selectieve samenwerking', 's');
  await reader.code('ingrijpend te wijzigen', 'p');
  await expect(reader.status).toHaveText(/offline, 2 kept here/i);
  await expect(reader.cards).toHaveCount(3);

  await context.setOffline(false);
  await reader.saved();
  const bert = await study.join('Bert', 'viewer');
  const seen = new Reader(await study.open(bert));
  await expect(seen.cards).toHaveCount(3);
});

test('a server and a database killed in mid-save lose nothing that was acknowledged, and double nothing', async ({
  browser,
}) => {
  test.slow();
  const owner = { email: 'owner@example.org', password: 'a long enough password' };
  const environment = { FIRST_OWNER_EMAIL: owner.email, FIRST_OWNER_PASSWORD: owner.password };
  let server = await startServer(environment);
  const context = await browser.newContext({ baseURL: server.url, reducedMotion: 'reduce', locale: 'en-GB' });
  const restart = async () => {
    server = await startServer(environment, { dataDir: server.dataDir, port: server.port });
  };
  try {
    const page = await context.newPage();
    await page.goto('/');
    await page.getByLabel('E-mail').fill(owner.email);
    await page.getByLabel('Password', { exact: true }).fill(owner.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('link', { name: 'Documents' }).click();
    await page.getByRole('link', { name: 'Nederland koersvast richting Rusland', exact: true }).click();
    const reader = new Reader(page);
    await reader.code('combinatie van druk', 'p');
    await reader.saved();

    // The server, while the next one is on its way; and again while it is away.
    await page.route('**/trpc/annotation.create*', async (route) => {
      const answer = route.fetch().catch(() => undefined);
      await server.stop('SIGKILL');
      await answer;
      await route.abort().catch(() => undefined);
    });
    await reader.code('selectieve samenwerking', 's');
    await expect(reader.status).toHaveText('offline, 1 kept here');
    await page.unroute('**/trpc/annotation.create*');
    await reader.code('ingrijpend te wijzigen', 'p');
    await restart();
    await reader.saved();
    await expect(reader.cards).toHaveCount(3);

    // The database, under the server that goes on.
    const killed = async (route: Route) => {
      const answer = route.fetch();
      await killDatabase(server.dataDir);
      const response = await answer.catch(() => null);
      await (response === null ? route.abort() : route.fulfill({ response })).catch(() => undefined);
    };
    // Once: what is sent again may come while it is being killed.
    await page.route('**/trpc/annotation.create*', killed, { times: 1 });
    await reader.code('de huidige', 's');
    await reader.code('Dat schrijft', 'p');
    await reader.saved();

    // Both at once.
    await killDatabase(server.dataDir);
    await server.stop('SIGKILL');
    await reader.code('geen reden', 's');
    await restart();
    await reader.saved();
    await page.reload();
    await expect(reader.cards).toHaveCount(6);
    const check = await runCommand(server, 'check');
    expect(check).toContain('No problems in 1 project, 1 document, 6 annotations');
  } finally {
    await context.close();
    await server.stop();
    await removeData(server);
  }
});
