import { createHmac, generateKeyPairSync, randomUUIDv7, sign } from 'node:crypto';
import { lacksEmergencyOwner } from '@koersvast/api';
import { joinPath } from '@koersvast/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Browser, refusalOf } from './testing/browser.ts';
import { type Installation, openInstallation, owner } from './testing/installation.ts';
import {
  type Claims,
  comeBack,
  els,
  openTestProvider,
  payloadOf,
  type TestProvider,
} from './testing/provider.ts';

// Passwords are slow on purpose, and slower on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let provider: TestProvider;
let installation: Installation;
let olga: Browser;
let projectId: string;
beforeAll(async () => {
  provider = await openTestProvider({ allowedOrgs: ['universiteit.example.org', 'uva.nl'] });
  installation = await openInstallation({ provider: provider.settings });
  olga = await installation.owner();
  const [listed] = await olga.query('project.list', {});
  projectId = listed?.project.id ?? '';
});
afterAll(async () => {
  await installation.close();
  await provider.stop().catch(() => undefined);
});
beforeEach(() => provider.signedIn(els));

const person = (name: string): Claims => ({
  ...els,
  sub: `sub-of-${name}`,
  name,
  email: `${name}@uva.nl`.toLowerCase(),
  schac_home_organization: 'uva.nl',
});

async function invite(role: 'coder' | 'owner' = 'coder'): Promise<string> {
  const id = randomUUIDv7();
  const { path } = await olga.mutate('member.invite', { opId: randomUUIDv7(), projectId, id, role });
  return path?.replace(joinPath(''), '') ?? '';
}

/** Somebody whose account was made by an invitation that they opened while signed in at the provider. */
async function joined(claims: Claims): Promise<Browser> {
  provider.signedIn(claims);
  const browser = installation.browser();
  const { href } = await browser.mutate('provider.join', { token: await invite() });
  expect(await comeBack(browser, await provider.visit(href))).toBe(`/p/${projectId}/work`);
  return browser;
}

/** Begins to sign in, as far as the address with which the browser comes back. */
async function away(browser: Browser, input: { next?: string } = {}): Promise<string> {
  const { href } = await browser.mutate('provider.signIn', input);
  return provider.visit(href);
}

const who = async (browser: Browser) => (await browser.query('session.current', {})).person;
const refused = (code: string) => `/sign-in?refused=${code}`;

describe('an account', () => {
  test('comes into being by an invitation alone, and is known by issuer and subject', async () => {
    const stranger = installation.browser();
    expect(await comeBack(stranger, await away(stranger))).toBe(refused('provider_unknown'));
    expect(await who(stranger)).toBeNull();

    const browser = await joined(els);
    expect(await who(browser)).toMatchObject({ name: 'Els de Vries', email: els.email });
    expect(await browser.query('session.current', {})).toMatchObject({
      waysIn: { password: false, provider: true },
      provider: { label: 'SURFconext', ready: true },
    });

    // Another name and address there change nothing here.
    provider.signedIn({ ...els, name: 'Somebody else', email: owner.email });
    const later = installation.browser();
    expect(await comeBack(later, await away(later, { next: '/account' }))).toBe('/account');
    expect(await who(later)).toEqual(await who(browser));
  });

  test('of somebody else is never opened by its address', async () => {
    provider.signedIn({ ...person('Eve'), email: owner.email, email_verified: true });
    const eve = installation.browser();
    expect(await comeBack(eve, await away(eve))).toBe(refused('provider_unknown'));
    const token = await invite();
    const { href } = await eve.mutate('provider.join', { token });
    expect(await comeBack(eve, await provider.visit(href))).toBe(`${joinPath(token)}?refused=email_in_use`);
    expect(await who(eve)).toBeNull();
  });

  test('needs an address, and a link that works', async () => {
    const browser = installation.browser();
    const token = await invite();
    for (const address of [undefined, null, '', 'nobody', 'a@b.nl, c@d.nl', ['nobody@uva.nl'], 12]) {
      provider.signedIn({ ...person('Nobody'), email: address });
      const { href } = await browser.mutate('provider.join', { token });
      expect(await comeBack(browser, await provider.visit(href))).toBe(
        `${joinPath(token)}?refused=provider_no_address`,
      );
    }
    const answer = await browser.post('/trpc/provider.join', { token: 'x'.repeat(43) });
    expect(refusalOf(answer).code).toBe('link_not_valid');
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['in parts', { given_name: ' Ada ', family_name: 'de  Wit' }, 'Ada de Wit'],
    ['in one part', { given_name: 'Cher' }, 'Cher'],
    ['of which nothing can be seen', { name: '\u200b \u00ad' }, 'nameless'],
    ['that is no text', { name: ['Ada'], family_name: { de: 'Wit' } }, 'nameless'],
    ['that is none', {}, 'nameless'],
    [
      'on several lines, and too long',
      { name: `Ada\r\nBcc: ${'x'.repeat(200)}` },
      `Ada Bcc: ${'x'.repeat(91)}`,
    ],
  ])('has a name also where the provider gives one %s', async (_, claims, name) => {
    const { name: _name, ...others } = person(randomUUIDv7());
    const browser = await joined({ ...others, ...claims, email: `nameless@${others.sub.slice(-12)}.nl` });
    expect(await who(browser)).toMatchObject({ name });
  });

  test('that is known joins by an invitation as itself', async () => {
    const bram = await joined(person('Bram'));
    const before = await who(bram);
    const token = await invite();
    const { href } = await bram.mutate('provider.join', { token });
    expect(await comeBack(bram, await provider.visit(href))).toBe(
      `${joinPath(token)}?refused=already_member`,
    );
    expect(await who(bram)).toEqual(before);
  });

  test('that is retired does not come in', async () => {
    const chris = await joined(person('Chris'));
    const { id } = (await who(chris)) ?? { id: '' };
    await olga.mutate('installation.setRetired', { personId: id, retired: true });
    expect(await who(chris)).toBeNull();
    expect(await comeBack(chris, await away(chris))).toBe(refused('account_retired'));
    expect(await who(chris)).toBeNull();
    await olga.mutate('installation.setRetired', { personId: id, retired: false });
    expect(await comeBack(chris, await away(chris))).toBe('/sign-in');
    expect((await who(chris))?.id).toBe(id);
  });
});

describe('what the provider answers', () => {
  const skew = (seconds: number) => (payload: Record<string, unknown>) => {
    for (const name of ['iat', 'exp', 'nbf']) payload[name] = Number(payload[name]) + seconds;
  };
  const spoiled: readonly [string, (payload: Record<string, unknown>) => void, string][] = [
    [
      'another issuer',
      (payload) => Object.assign(payload, { iss: 'https://evil.example.org' }),
      'provider_refused',
    ],
    ['another audience', (payload) => Object.assign(payload, { aud: 'another program' }), 'provider_refused'],
    ['another nonce', (payload) => Object.assign(payload, { nonce: 'of another time' }), 'provider_refused'],
    ['no nonce', (payload) => delete payload.nonce, 'provider_refused'],
    ['no subject', (payload) => delete payload.sub, 'provider_refused'],
    ['no end', (payload) => delete payload.exp, 'provider_refused'],
    [
      'a subject of 300 letters',
      (payload) => Object.assign(payload, { sub: 'x'.repeat(300) }),
      'provider_refused',
    ],
    [
      'another subject than it says of the person',
      (payload) => Object.assign(payload, { sub: 'els-0002' }),
      'provider_refused',
    ],
    ['a clock an hour behind', skew(-3_700), 'provider_clock'],
    ['a clock an hour ahead', skew(3_700), 'provider_clock'],
  ];
  test.each(spoiled)('is refused with %s', async (_, change, code) => {
    const browser = installation.browser();
    const path = await away(browser);
    provider.spoil(change);
    expect(await comeBack(browser, path)).toBe(refused(code));
    expect(await who(browser)).toBeNull();
  });

  test.each([-40, 40])('is taken with a clock that is %i seconds off', async (seconds) => {
    const browser = installation.browser();
    const path = await away(browser);
    provider.spoil(skew(seconds));
    expect(await comeBack(browser, path)).toBe('/sign-in');
  });

  const forged: readonly [string, (token: string) => string][] = [
    [
      'signed by nobody',
      (token) => `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${token.split('.')[1]}.`,
    ],
    [
      'signed by the secret that the two share, as if that were a key',
      (token) => {
        const head = Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64url');
        const told = `${head}.${token.split('.')[1]}`;
        const { clientSecret } = provider.settings;
        return `${told}.${createHmac('sha256', clientSecret).update(told).digest('base64url')}`;
      },
    ],
    [
      'changed after it was signed',
      (token) => {
        const [head, , tail] = token.split('.');
        const body = { ...payloadOf(token), sub: 'els-0003' };
        return `${head}.${Buffer.from(JSON.stringify(body)).toString('base64url')}.${tail}`;
      },
    ],
    [
      'signed by a key that is not its own',
      (token) => {
        const told = token.split('.').slice(0, 2).join('.');
        const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
        return `${told}.${sign('RSA-SHA256', Buffer.from(told), privateKey).toString('base64url')}`;
      },
    ],
    ['no token', () => 'nothing'],
  ];
  test.each(forged)('is refused where it is %s', async (_, change) => {
    const browser = installation.browser();
    const path = await away(browser);
    provider.replace(change);
    expect(await comeBack(browser, path)).toBe(refused('provider_refused'));
  });

  test('is taken after it changed its keys', async () => {
    for (let time = 0; time < 3; time += 1) {
      await provider.rotateKeys();
      const browser = installation.browser();
      expect(await comeBack(browser, await away(browser))).toBe('/sign-in');
    }
  });

  test('names an organisation, and one of ours', async () => {
    const { schac_home_organization: _organisation, ...without } = els;
    for (const claims of [{ ...els, schac_home_organization: 'evil.example.org' }, without]) {
      provider.signedIn({ ...claims, sub: els.sub });
      const browser = installation.browser();
      expect(await comeBack(browser, await away(browser))).toBe(refused('provider_org_not_allowed'));
      expect(await who(browser)).toBeNull();
    }
  });
});

describe('the way back', () => {
  test('is taken once, and in the browser in which it was begun', async () => {
    const [browser, other] = [installation.browser(), installation.browser()];
    const path = await away(browser);
    const kept = new Map(browser.cookies);
    // Of another browser that began too: state and code of one are of no use in the other.
    const otherPath = await away(other);
    expect(await comeBack(other, path)).toBe(refused('provider_begun_elsewhere'));
    expect(await who(other)).toBeNull();
    expect(await comeBack(installation.browser(), otherPath)).toBe(refused('provider_begun_elsewhere'));

    const asked = provider.asked.length;
    expect(await comeBack(browser, path)).toBe('/sign-in');
    expect((await who(browser))?.name).toBe('Els de Vries');
    expect(provider.asked).toHaveLength(asked + 1);
    // Again, also with the cookie that was there: the provider is not even asked.
    const thief = installation.browser();
    for (const [name, value] of kept) thief.cookies.set(name, value);
    expect(await comeBack(thief, path)).toBe(refused('provider_begun_elsewhere'));
    expect(provider.asked).toHaveLength(asked + 1);
    expect(await who(thief)).toBeNull();
  });

  test('is not taken with another code, state or error', async () => {
    const first = installation.browser();
    const used = new URLSearchParams((await away(first)).split('?')[1]).get('code') ?? '';
    await comeBack(first, await away(first));
    const cases: readonly [(params: URLSearchParams) => void, string][] = [
      [(params) => params.set('state', 'x'), 'provider_begun_elsewhere'],
      [(params) => params.delete('state'), 'provider_begun_elsewhere'],
      // Somebody else's: the verifier of this browser does not fit it.
      [(params) => params.set('code', used), 'provider_refused'],
      [(params) => params.delete('code'), 'provider_refused'],
      [
        (params) => {
          params.delete('code');
          params.set('error', 'access_denied');
        },
        'provider_cancelled',
      ],
      [(params) => params.append('state', 'twice'), 'provider_refused'],
    ];
    for (const [change, code] of cases) {
      const browser = installation.browser();
      const [path = '', query] = (await away(browser)).split('?');
      const params = new URLSearchParams(query);
      change(params);
      expect(await comeBack(browser, `${path}?${params}`)).toBe(refused(code));
      expect(await who(browser)).toBeNull();
    }
  });

  test('asks the provider with a challenge, state and nonce of its own each time', async () => {
    const browser = installation.browser();
    const hrefs = [];
    for (let time = 0; time < 2; time += 1)
      hrefs.push(new URL((await browser.mutate('provider.signIn', {})).href).searchParams);
    const [one, two] = hrefs;
    expect(one?.get('redirect_uri')).toBe('http://koersvast.test/provider/return');
    expect(one?.get('code_challenge_method')).toBe('S256');
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(one?.get(name)).toMatch(/^[\w-]{43}$/);
      expect(one?.get(name)).not.toBe(two?.get(name));
    }
    expect(browser.setCookies.at(-1)).toMatch(
      /^koersvast-provider=[\w-]+; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/,
    );
  });

  test.each(['//evil.example.org', '/\\evil.example.org', 'https://evil.example.org', '/a b', 'account'])(
    'leads to no other site: %s',
    async (next) => {
      const answer = await installation.browser().post('/trpc/provider.signIn', { next });
      expect(refusalOf(answer).code).toBe('input_not_valid');
    },
  );

  test('leaves no token, code or claim in the log, and none in the database', async () => {
    const browser = installation.browser();
    const path = await away(browser);
    await comeBack(browser, path);
    const secrets = [...new URLSearchParams(path.split('?')[1]).values()];
    expect(secrets).toHaveLength(2);
    for (const secret of [...secrets, 'els.de.vries@', els.sub])
      expect(installation.log()).not.toContain(secret);
    const { rows } = await installation.db.pool.query(
      'SELECT access_token, refresh_token, id_token, scope, password FROM account WHERE provider_id <> $1',
      ['credential'],
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(Object.values(row)).toEqual([null, null, null, null, null]);
  });
});

describe('a session of it', () => {
  test('ends after twelve hours, however much it is used', async () => {
    const browser = installation.browser();
    await comeBack(browser, await away(browser));
    const { id } = (await who(browser)) ?? { id: '' };
    const ends = `SELECT extract(epoch FROM ends_at - created_at) / 3600 AS hours FROM session
                  WHERE user_id = $1 ORDER BY created_at DESC LIMIT 1`;
    const { rows } = await installation.db.pool.query(ends, [id]);
    expect(Number(rows[0].hours)).toBeCloseTo(12, 1);
    await installation.db.pool.query(
      `UPDATE session SET ends_at = now() - interval '1 second' WHERE user_id = $1`,
      [id],
    );
    expect(await who(browser)).toBeNull();
  });

  test('takes the place of one that somebody else had in this browser', async () => {
    const browser = await installation.owner();
    const cookie = browser.cookie;
    expect(await comeBack(browser, await away(browser))).toBe('/sign-in');
    expect((await who(browser))?.name).toBe('Els de Vries');
    const before = await browser.ask('/trpc/session.current?input={}', { headers: { cookie } });
    expect(before.text).toContain('"person":null');
  });
});

describe('linking', () => {
  const password = 'a long enough password';

  test('needs the password, and gives a second way in that can be taken away again', async () => {
    const claims = person('Olga');
    provider.signedIn(claims);
    for (const input of [{}, { password: 'not the one' }])
      expect(refusalOf(await olga.post('/trpc/provider.link', input)).code).toBe('password_wrong');
    const { href } = await olga.mutate('provider.link', { password });
    expect(await comeBack(olga, await provider.visit(href))).toBe('/account?back=link');
    expect((await olga.query('session.current', {})).waysIn).toEqual({ password: true, provider: true });
    // Neither name nor address follow those of the provider.
    expect(await who(olga)).toMatchObject({ name: owner.name, email: owner.email });

    const other = installation.browser();
    expect(await comeBack(other, await away(other))).toBe('/sign-in');
    expect((await who(other))?.email).toBe(owner.email);

    // A second one beside it, or the same for somebody else, is refused.
    provider.signedIn(person('Olga2'));
    const second = await olga.mutate('provider.link', { password });
    expect(await comeBack(olga, await provider.visit(second.href))).toBe('/account?refused=provider_in_use');

    expect(refusalOf(await olga.post('/trpc/provider.unlink', {})).code).toBe('confirm_at_provider');
    await olga.mutate('provider.unlink', { password });
    // With the way in, whoever came by it is out.
    expect(await who(other)).toBeNull();
    provider.signedIn(claims);
    expect(await comeBack(other, await away(other))).toBe(refused('provider_unknown'));
  });

  test('ends where the session ended that began it', async () => {
    const browser = await installation.owner();
    const { href } = await browser.mutate('provider.link', { password });
    const path = await provider.visit(href);
    await browser.mutate('session.signOut', { everywhere: false });
    expect(await comeBack(browser, path)).toBe('/account?refused=not_signed_in');
    // Nor is it somebody else's who has signed in since.
    const again = await installation.owner();
    const begun = await again.mutate('provider.link', { password });
    const back = await provider.visit(begun.href);
    await comeBack(again, await away(again));
    expect(await comeBack(again, back)).toBe('/sign-in?refused=provider_begun_elsewhere');
  });
});

describe('whoever has no password', () => {
  test('confirms by signing in again at the provider', async () => {
    const claims = person('Dora');
    const dora = await joined(claims);
    const token = { label: 'R', days: 30 };
    const asksFor = async (input: object) =>
      refusalOf(await dora.post('/trpc/session.createApiToken', input)).code;
    expect(await asksFor(token)).toBe('confirm_at_provider');
    expect(await asksFor({ ...token, password: 'guessed' })).toBe('password_wrong');
    expect(refusalOf(await dora.post('/trpc/session.changeEmail', { email: 'd@uva.nl' })).code).toBe(
      'confirm_at_provider',
    );
    expect(refusalOf(await dora.post('/trpc/provider.unlink', {})).code).toBe('confirm_at_provider');

    const confirm = async () => {
      const { href } = await dora.mutate('provider.confirm', {});
      expect(new URL(href).searchParams.get('prompt')).toBe('login');
      expect(new URL(href).searchParams.get('max_age')).toBe('0');
      return provider.visit(href);
    };
    // Somebody else at the keyboard, or nobody: the provider let them through as they were.
    provider.signedIn(els);
    expect(await comeBack(dora, await confirm())).toBe('/account?refused=provider_other_account');
    provider.signedIn(claims);
    provider.spoil((payload) => Object.assign(payload, { auth_time: Number(payload.auth_time) - 300 }));
    expect(await comeBack(dora, await confirm())).toBe('/account?refused=provider_not_again');
    provider.spoil((payload) => delete payload.auth_time);
    expect(await comeBack(dora, await confirm())).toBe('/account?refused=provider_not_again');
    expect(await asksFor(token)).toBe('confirm_at_provider');

    expect(await comeBack(dora, await confirm())).toBe('/account?back=confirm');
    expect((await dora.query('session.current', {})).confirmedUntil).toBeDefined();
    await dora.mutate('session.createApiToken', token);
    await dora.mutate('session.changeEmail', { email: 'dora@uva.nl' });
    expect(refusalOf(await dora.post('/trpc/provider.unlink', {})).code).toBe('last_way_in');

    // It counts for this session, and for some minutes.
    const other = installation.browser();
    await comeBack(other, await away(other));
    expect(refusalOf(await other.post('/trpc/session.createApiToken', token)).code).toBe(
      'confirm_at_provider',
    );
    await installation.db.pool.query(`UPDATE session SET confirmed_at = confirmed_at - interval '6 minutes'`);
    expect(await asksFor(token)).toBe('confirm_at_provider');
  });
});

test('an owner of the installation sees how each signs in', async () => {
  const people = await olga.query('installation.people', {});
  expect(people.find(({ email }) => email === owner.email)?.waysIn).toEqual({
    password: true,
    provider: false,
  });
  expect(people.find(({ name }) => name === 'Els de Vries')?.waysIn).toEqual({
    password: false,
    provider: true,
  });
});

test('while the provider is down the server runs, says so, and asks again', async () => {
  const own = await openTestProvider();
  await own.stop();
  const down = await openInstallation({ provider: own.settings });
  try {
    const browser = down.browser();
    expect(refusalOf(await browser.post('/trpc/provider.signIn', {})).code).toBe('provider_unreachable');
    expect((await browser.query('session.current', {})).provider).toMatchObject({ ready: false });
    expect((await down.owner()).cookies.size).toBe(1);
    await own.start();
    const path = await own.visit((await browser.mutate('provider.signIn', {})).href);
    expect((await browser.query('session.current', {})).provider).toMatchObject({ ready: true });
    await own.stop();
    expect(await comeBack(browser, path)).toBe(refused('provider_unreachable'));
  } finally {
    await down.close();
    await own.stop().catch(() => undefined);
  }
});

test('below a folder of its host it is all below it', async () => {
  const main = 'https://www.example.org/koersvast';
  const below = await openInstallation({
    provider: provider.settings,
    addresses: { main, origins: ['http://koersvast.test', 'https://www.example.org'] },
  });
  try {
    const browser = below.browser();
    const { href } = await browser.mutate('provider.signIn', {});
    expect(new URL(href).searchParams.get('redirect_uri')).toBe(`${main}/provider/return`);
    expect(browser.setCookies.at(-1)).toMatch(
      /^__Secure-koersvast-provider=[^;]+; Max-Age=600; Path=\/koersvast; HttpOnly; SameSite=Lax; Secure$/,
    );
    expect(await comeBack(browser, await provider.visit(href))).toBe(
      '/koersvast/sign-in?refused=provider_unknown',
    );
  } finally {
    await below.close();
  }
});

test('with passwords off one owner alone signs in with theirs', async () => {
  const settings = { ...provider.settings, emergencyOwner: owner.email };
  const strict = await openInstallation({ provider: settings });
  try {
    const chief = await strict.owner();
    const codeOf = async (path: string, input: object) =>
      refusalOf(await strict.browser().post(path, input)).code;
    const credentials = { email: 'somebody@example.org', password: owner.password };
    expect(await codeOf('/trpc/session.signIn', credentials)).toBe('passwords_off');
    // Nor is there a way in by a second factor that would be set up first.
    await chief.mutate('installation.demandFactor', { demanded: true });
    expect(await codeOf('/trpc/factor.beginAtSignIn', credentials)).toBe('passwords_off');
    expect(await codeOf('/trpc/factor.confirmAtSignIn', { ...credentials, code: '123456' })).toBe(
      'passwords_off',
    );
    const [listed] = await chief.query('project.list', {});
    const { path } = await chief.mutate('member.invite', {
      ...{ opId: randomUUIDv7(), projectId: listed?.project.id, id: randomUUIDv7(), role: 'coder' },
    });
    const token = path?.replace(joinPath(''), '');
    const newcomer = { name: 'Newcomer', ...credentials };
    expect(await codeOf('/trpc/member.join', { token, newcomer })).toBe('passwords_off');
    const els2 = strict.browser();
    const { href } = await els2.mutate('provider.join', { token: token ?? '' });
    expect(await comeBack(els2, await provider.visit(href))).toBe(`/p/${listed?.project.id}/work`);
    expect((await els2.query('session.current', {})).provider?.only).toBe(true);
    // With another address there would be nobody left whose password is taken.
    const moved = { email: 'chief@example.org', password: owner.password };
    expect(refusalOf(await chief.post('/trpc/session.changeEmail', moved)).code).toBe('last_way_in');
    expect(await lacksEmergencyOwner(strict.db, settings)).toBe(false);
    expect(await lacksEmergencyOwner(strict.db, { emergencyOwner: 'els@uva.nl' })).toBe(true);
    // A member of that address is no owner, and the password does not help them.
    await strict.db.pool.query(`UPDATE "user" SET installation_role = 'member'`);
    expect(await codeOf('/trpc/session.signIn', { email: owner.email, password: owner.password })).toBe(
      'passwords_off',
    );
    expect(await lacksEmergencyOwner(strict.db, settings)).toBe(true);
  } finally {
    await strict.close();
  }
});
