import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash, generateKeyPairSync, randomUUIDv7 } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { joinPath } from '@koersvast/contracts';
import { createEmptyDatabaseUrl, startTestCluster } from '@koersvast/db/testing';
import { z } from 'zod';
import { Browser, origin, refusalOf } from '../src/testing/browser.ts';
import { owner } from '../src/testing/installation.ts';
import { comeBack } from '../src/testing/provider.ts';
import { freePort, launch } from '../src/testing/server-process.ts';

// Signing in at a provider of another make than that of the tests: `oidc-provider`, which is certified, with its own
// screens, checks and cookies, and the habits of SURFconext: claims by userinfo alone, another subject for each service.

/** Fetched for this proof and gone with it: forty packages that no test and no installation needs. */
const make = 'oidc-provider@9.13.3';

/** The part of it that is used here. */
interface Made {
  callback(): RequestListener;
  on(event: 'grant.error', hear: (context: unknown, error: Error) => void): void;
}
type Make = new (issuer: string, configuration: object) => Made;

async function fetchProvider(folder: string): Promise<Make> {
  const words = ['install', '--prefix', folder, '--no-save', '--ignore-scripts', '--no-audit', '--no-fund'];
  execFileSync('npm', [...words, '--loglevel=error', make], { stdio: 'inherit', cwd: folder });
  const module = await import(path.join(folder, 'node_modules/oidc-provider/lib/index.js'));
  return z.custom<Make>((value) => typeof value === 'function').parse(module.Provider);
}

const client = { id: 'koersvast', secret: 'what-the-provider-gave-us' };
const people: Readonly<Record<string, Record<string, unknown>>> = {
  els: { name: 'Els de Vries', email: 'els@uva.nl', schac_home_organization: 'uva.nl' },
  dora: { given_name: 'Dora', family_name: 'Bos', email: 'dora@uva.nl', schac_home_organization: 'uva.nl' },
  eve: { name: 'Eve', email: owner.email, email_verified: true, schac_home_organization: 'uva.nl' },
  carl: { name: 'Carl', email: 'carl@example.org', schac_home_organization: 'example.org' },
};
const subjectOf = (name: string) => createHash('sha256').update(`for koersvast: ${name}`).digest('hex');

function newKey(id: string): Record<string, unknown> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), kid: id, alg: 'RS256', use: 'sig' };
}

/** What the provider was asked, and refused. */
const refusals: string[] = [];

async function openProvider(port: number, keys: readonly Record<string, unknown>[]): Promise<Server> {
  const provider = new Provider(`http://127.0.0.1:${port}`, {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [`${origin}/provider/return`],
        post_logout_redirect_uris: [`${origin}/sign-in`],
        grant_types: ['authorization_code'],
        response_types: ['code'],
        token_endpoint_auth_method: 'client_secret_basic',
        subject_type: 'pairwise',
      },
    ],
    subjectTypes: ['pairwise'],
    pairwiseIdentifier: (_context: unknown, name: string) => subjectOf(name),
    pkce: { required: () => true },
    claims: {
      openid: ['sub'],
      profile: ['name', 'given_name', 'family_name', 'schac_home_organization'],
      email: ['email', 'email_verified'],
    },
    findAccount: (_context: unknown, name: string) => ({
      accountId: name,
      claims: async () => ({ sub: name, ...people[name] }),
    }),
    jwks: { keys: [...keys] },
    cookies: { keys: ['of this proof alone'] },
  });
  provider.on('grant.error', (_context, error) => refusals.push(`${error.name}`));
  const server = createServer(provider.callback()).listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

const attribute = (html: string, name: string) =>
  new RegExp(` ${name}="([^"]*)"`).exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';

/** Somebody at the provider: signs in, agrees, and is sent back to the path that this gives. */
async function visit(there: Browser, href: string, name: string): Promise<string> {
  let at = new URL(href);
  let init: RequestInit = {};
  for (let step = 0; step < 20; step += 1) {
    if (at.origin === origin) return at.pathname + at.search;
    const answer = await there.fetch(at.pathname + at.search, { redirect: 'manual', ...init });
    const location = answer.headers.get('location');
    init = {};
    if (location !== null) {
      at = new URL(location, at);
      continue;
    }
    const html = await answer.text();
    const [form] = /<form[\s\S]*?<\/form>/.exec(html) ?? [];
    if (!form) throw new Error(`${at.pathname}: ${answer.status} ${html.replaceAll(/<[^>]*>|\s+/g, ' ')}`);
    const fields = new URLSearchParams();
    for (const [input] of form.matchAll(/<input[^>]*>/g))
      fields.set(attribute(input, 'name'), attribute(input, 'value'));
    if (fields.has('login')) {
      fields.set('login', name);
      fields.set('password', 'any');
    }
    if (at.pathname === '/session/end') fields.set('logout', 'yes');
    at = new URL(attribute(form, 'action'), at);
    init = {
      method: 'POST',
      body: fields,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    };
  }
  throw new Error(`the provider does not come to an end with ${href}`);
}

const say = (line: string) => process.stdout.write(`${line}\n`);
const folder = mkdtempSync(path.join(tmpdir(), 'koersvast-oidc-'));
const Provider = await fetchProvider(folder);
const cluster = await startTestCluster();
process.env.TEST_DATABASE_URL = cluster.url;
const [providerPort, port] = [await freePort(), await freePort(30_000)];
const issuer = `http://127.0.0.1:${providerPort}`;
const keys = [newKey('first')];
let provider = await openProvider(providerPort, keys);
const stop = async () => {
  provider.closeAllConnections();
  provider.close();
  await once(provider, 'close');
};
const server = launch({
  ...{ HOME: folder, DATA_DIR: folder, PORT: String(port), PUBLIC_URL: origin },
  DATABASE_URL: await createEmptyDatabaseUrl("ENCODING 'UTF8'"),
  ...{ FIRST_OWNER_EMAIL: owner.email, FIRST_OWNER_PASSWORD: owner.password },
  ...{ OIDC_ISSUER: issuer, OIDC_CLIENT_ID: client.id, OIDC_CLIENT_SECRET: client.secret },
  ...{ OIDC_LABEL: 'SURFconext', OIDC_ALLOWED_ORGS: 'uva.nl,vu.nl' },
});

const newBrowser = () => new Browser(server.url);
const newThere = () => new Browser(issuer);
const who = async (browser: Browser) => (await browser.query('session.current', {})).person;
/** Signs in as somebody, over an address that may be changed on the way; gives where it ends. */
async function signIn(name: string, browser = newBrowser(), there = newThere(), change = (_: URL) => {}) {
  const href = new URL((await browser.mutate('provider.signIn', {})).href);
  change(href);
  return comeBack(browser, await visit(there, href.href, name));
}
const refused = (code: string) => `/sign-in?refused=${code}`;

async function accounts(): Promise<Browser> {
  const olga = newBrowser();
  await olga.mutate('session.signIn', { email: owner.email, password: owner.password });
  const [listed] = await olga.query('project.list', {});
  const projectId = listed?.project.id ?? '';
  const invite = async () => {
    const given = { opId: randomUUIDv7(), projectId, id: randomUUIDv7(), role: 'coder' };
    return (await olga.mutate('member.invite', given)).path?.replace(joinPath(''), '') ?? '';
  };
  const join = async (name: string, browser: Browser, there: Browser) => {
    const token = await invite();
    const { href } = await browser.mutate('provider.join', { token });
    return { token, end: await comeBack(browser, await visit(there, href, name)) };
  };
  assert.equal(await signIn('els'), refused('provider_unknown'));
  const [els, elsThere] = [newBrowser(), newThere()];
  assert.equal((await join('els', els, elsThere)).end, `/p/${projectId}/work`);
  assert.deepEqual((await who(els))?.name, 'Els de Vries');
  const again = newBrowser();
  assert.equal(await signIn('nobody is asked', again, elsThere), '/sign-in');
  assert.deepEqual(await who(again), await who(els));
  const eve = newBrowser();
  const taken = await join('eve', eve, newThere());
  assert.equal(taken.end, `${joinPath(taken.token)}?refused=email_in_use`);
  assert.equal((await join('carl', newBrowser(), newThere())).end.split('=')[1], 'provider_org_not_allowed');
  const dora = newBrowser();
  await join('dora', dora, newThere());
  assert.equal((await who(dora))?.name, 'Dora Bos');
  say(
    'An account comes into being by an invitation alone, with claims of userinfo, whatever address is said.',
  );
  return els;
}

async function theWayBack(): Promise<void> {
  const changed = (name: string, value: string) => (href: URL) => href.searchParams.set(name, value);
  const [browser, there] = [newBrowser(), newThere()];
  assert.equal(
    await signIn('els', browser, there, changed('state', 'x'.repeat(43))),
    refused('provider_begun_elsewhere'),
  );
  assert.equal(
    await signIn('els', browser, there, changed('nonce', 'y'.repeat(43))),
    refused('provider_refused'),
  );
  refusals.length = 0;
  assert.equal(
    await signIn('els', browser, there, changed('code_challenge', 'z'.repeat(43))),
    refused('provider_begun_elsewhere'),
  );
  assert.deepEqual(refusals, ['InvalidGrant']);
  const { href } = await browser.mutate('provider.signIn', {});
  const back = await visit(there, href, 'els');
  const begun = new Map(browser.cookies);
  assert.equal(await comeBack(browser, back), '/sign-in');
  const thief = newBrowser();
  for (const [name, value] of begun) thief.cookies.set(name, value);
  assert.equal(await comeBack(thief, back), refused('provider_begun_elsewhere'));
  assert.equal(await who(thief), null);
  say('The way back is taken once, with the state, the nonce and the verifier of the browser that began it.');
}

async function again(els: Browser): Promise<void> {
  const token = { label: 'R', days: 30 };
  const asked = refusalOf(await els.post('/trpc/session.createApiToken', token));
  assert.equal(asked.code, 'confirm_at_provider');
  const confirm = async (name: string) => {
    const { href } = await els.mutate('provider.confirm', {});
    return comeBack(els, await visit(newThere(), href, name));
  };
  assert.equal(await confirm('dora'), '/account?refused=provider_other_account');
  assert.equal(await confirm('els'), '/account?back=confirm');
  await els.mutate('session.createApiToken', token);
  say('Who has no password confirms by signing in again there, as the same person.');
}

async function rotation(): Promise<void> {
  for (const id of ['second', 'third']) {
    await stop();
    keys.unshift(newKey(id));
    provider = await openProvider(providerPort, keys.slice(0, 2));
    assert.equal(await signIn('els'), '/sign-in');
  }
  say('Keys that the provider changes are known at once.');
}

async function away(): Promise<void> {
  const browser = newBrowser();
  const { href } = await browser.mutate('provider.signIn', {});
  const back = await visit(newThere(), href, 'els');
  await stop();
  assert.equal(await comeBack(browser, back), refused('provider_unreachable'));
  const olga = newBrowser();
  await olga.mutate('session.signIn', { email: owner.email, password: owner.password });
  assert.equal((await who(olga))?.email, owner.email);
  provider = await openProvider(providerPort, keys.slice(0, 2));
  assert.equal(await signIn('els'), '/sign-in');
  say('While the provider is away nobody comes in by it, and passwords work; then all is as before.');
}

async function signOut(): Promise<void> {
  const [browser, there] = [newBrowser(), newThere()];
  assert.equal(await signIn('els', browser, there), '/sign-in');
  const { provider: offered } = await browser.query('session.current', {});
  await browser.mutate('session.signOut', { everywhere: false });
  assert.equal(await who(browser), null);
  const href = offered?.signOut ?? '';
  assert.equal(await visit(there, href, 'els'), '/sign-in');
  // There, too: the provider asks again who it is.
  const next = newBrowser();
  assert.equal(await signIn('dora', next, there), '/sign-in');
  assert.equal((await who(next))?.name, 'Dora Bos');
  say(
    'Signing out ends the session here, and with the offered address there, and comes back to the sign-in screen.',
  );
}

try {
  await server.running();
  const els = await accounts();
  await theWayBack();
  await again(els);
  await rotation();
  await away();
  await signOut();
} finally {
  await server.end('SIGTERM');
  await stop();
  await cluster.stop();
  rmSync(folder, { recursive: true, force: true });
}
