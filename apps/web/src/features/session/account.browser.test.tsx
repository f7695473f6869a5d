import type { ListedSession } from '@koersvast/contracts';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { listenToAnswers } from '../../data/answers.ts';
import { sessionQuery } from '../../data/session.ts';
import { queryClient } from '../../data/trpc.ts';
import { saidStore } from '../../lib/said.ts';
import { Refused, serve } from '../../testing/server.ts';
import { faultsIn, show, words } from '../../testing/show.tsx';
import { idOf } from '../../testing/study.ts';
import { AccountFactor } from './account-factor.tsx';
import { AccountProvider } from './account-provider.tsx';
import { AccountRest } from './account-rest.tsx';
import { AccountSessions } from './account-sessions.tsx';
import { AccountTokens } from './account-tokens.tsx';
import { SignInFactor } from './sign-in-factor.tsx';

const aSession = (nth: number, more: Partial<ListedSession> = {}): ListedSession => ({
  id: idOf(9, nth),
  browser: 'Firefox',
  system: 'Windows',
  createdAt: '2026-11-20T09:00:00.000Z',
  lastUsedAt: new Date(Date.now() - 3 * 3_600_000).toISOString(),
  current: false,
  ...more,
});
const here = aSession(1, { current: true });
const phone = aSession(2, { browser: 'Safari', system: 'iPhone' });
const strange = aSession(3, { browser: null, system: null });
const rows = () => page.getByRole('list', { name: words('account:account.sessions') }).getByRole('listitem');
const button = (key: string, more = {}) =>
  page.getByRole('button', { name: words(`account:account.sessions.${key}`, more) });
const said = () => saidStore.get()?.text;

it('says where somebody is signed in, in words, and which one this is', async () => {
  serve({ 'session.sessions': () => [here, phone, strange] });
  await show(<AccountSessions />);
  await expect.poll(() => rows().elements().length).toBe(3);
  const [own, mobile, other] = rows()
    .elements()
    .map(({ textContent }) => textContent);
  expect(own).toContain('Firefox on Windows');
  expect(own).toContain(words('account:account.sessions.current'));
  expect(mobile).toContain('Safari on iPhone');
  expect(mobile).toContain('3 hours ago');
  expect(other).toContain(words('account:account.sessions.unknown'));
  expect(rows().elements()[0]?.querySelector('button')).toBeNull();
});

it('ends one at once, and asks before it ends all others', async () => {
  const server = serve({
    'session.sessions': () => [here, phone],
    'session.endSession': () => ({ ok: true }),
    'session.endOtherSessions': () => ({ ended: 2 }),
  });
  await show(<AccountSessions />);
  // Twice, as many do: by the second time another one may stand there.
  await userEvent.dblClick(button('endLabel', { device: 'Safari on iPhone' }));
  await expect.poll(said).toBe(words('account:account.sessions.ended', { device: 'Safari on iPhone' }));
  const ended = server.calls.filter(({ path }) => path === 'session.endSession');
  expect(ended.map(({ input }) => input)).toEqual([{ id: phone.id }]);
  await userEvent.click(button('endOthers'));
  const dialog = page.getByRole('dialog', { name: words('account:account.sessions.ask') });
  // Enter by itself leads out of it.
  await expect.element(dialog.getByRole('button', { name: words('common:action.cancel') })).toHaveFocus();
  await userEvent.click(dialog.getByRole('button', { name: words('account:account.sessions.endOthers') }));
  await expect.poll(said).toBe(words('account:account.sessions.othersEnded', { count: 2 }));
});

it('keeps the focus in the list when all others are ended, of which the button goes', async () => {
  let open = [here, phone, strange];
  serve({
    'session.sessions': () => open,
    'session.endOtherSessions': () => {
      open = [here];
      return { ended: 2 };
    },
  });
  onTestFinished(listenToAnswers());
  await show(<AccountSessions />);
  const all = button('endOthers');
  await expect.element(all).toBeVisible();
  (all.element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  const dialog = page.getByRole('dialog', { name: words('account:account.sessions.ask') });
  const end = dialog.getByRole('button', { name: words('account:account.sessions.endOthers') });
  // Where it begins: before that the focus would be taken away again.
  await expect.element(dialog.getByRole('button', { name: words('common:action.cancel') })).toHaveFocus();
  await end.click();
  await expect.element(dialog).not.toBeInTheDocument();
  await expect.element(all).not.toBeInTheDocument();
  await expect
    .poll(() => {
      const { activeElement, body } = document;
      return activeElement !== body && activeElement?.contains(rows().element());
    })
    .toBe(true);
});

it('keeps the focus in the list when one is ended', async () => {
  let open = [here, phone, strange];
  serve({
    'session.sessions': () => open,
    'session.endSession': ({ id }: { id: string }) => {
      open = open.filter((session) => session.id !== id);
      return { ok: true };
    },
  });
  // By what was ended the list is asked for anew.
  onTestFinished(listenToAnswers());
  await show(<AccountSessions />);
  const end = async (device: string) => {
    const one = button('endLabel', { device });
    await expect.element(one).toBeVisible();
    (one.element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(one).not.toBeInTheDocument();
  };
  const unknown = words('account:account.sessions.unknown');
  await end('Safari on iPhone');
  await expect.element(button('endLabel', { device: unknown })).toHaveFocus();
  await end(unknown);
  // The session here cannot be ended: then what holds the list.
  await expect
    .poll(() => {
      const { activeElement, body } = document;
      return activeElement !== body && activeElement?.contains(rows().element());
    })
    .toBe(true);
});

it('revokes a token, with the secret that is shown, and keeps the focus in the list', async () => {
  const aToken = (nth: number) => ({
    ...{ id: idOf(7, nth), label: `Script ${nth}`, createdAt: here.createdAt, expiresAt: here.lastUsedAt },
    ...{ lastUsedAt: null, uses: 0 },
  });
  let tokens = [aToken(1), aToken(2)];
  const server = serve({
    'session.apiTokens': () => tokens,
    'session.createApiToken': () => {
      tokens = [aToken(3), ...tokens];
      return { apiToken: aToken(3), secret: 'koersvast_secret' };
    },
    'session.revokeApiToken': ({ id }: { id: string }) => {
      if (tokens.every((token) => token.id !== id)) throw new Refused('not_found');
      tokens = tokens.filter((token) => token.id !== id);
      return { ok: true };
    },
  });
  onTestFinished(listenToAnswers());
  await show(<AccountTokens />);
  const word = (key: string) => words(`account:account.tokens.${key}`);
  await userEvent.fill(page.getByLabelText(word('label')), 'Script 3');
  await userEvent.fill(page.getByLabelText(word('password'), { exact: true }), 'a long password');
  await userEvent.click(page.getByRole('button', { name: word('create'), exact: true }));
  const secret = page.getByLabelText(word('secretLabel'));
  await expect.element(secret).toHaveValue('koersvast_secret');
  const revoke = (nth: number) =>
    page.getByRole('button', {
      name: words('account:account.tokens.revokeLabel', { label: `Script ${nth}` }),
    });
  await expect.element(revoke(3)).toBeVisible();
  await userEvent.dblClick(revoke(3));
  await expect.element(revoke(3)).not.toBeInTheDocument();
  await expect.element(secret).not.toBeInTheDocument();
  await expect.element(revoke(1)).toHaveFocus();
  expect(page.getByRole('alert').elements()).toEqual([]);
  expect(server.calls.filter(({ path }) => path === 'session.revokeApiToken')).toHaveLength(1);
});

it('says what was refused, and offers nothing where there is no other', async () => {
  serve({
    'session.sessions': () => [here, phone],
    'session.endSession': () => Promise.reject(new Refused('busy')),
  });
  const shown = await show(<AccountSessions />);
  await userEvent.click(button('endLabel', { device: 'Safari on iPhone' }));
  await expect.element(page.getByRole('alert')).toBeVisible();
  shown.unmount();
  serve({ 'session.sessions': () => [here] });
  await show(<AccountSessions />);
  await expect.poll(() => rows().elements().length).toBeGreaterThan(0);
});

it.each(['light', 'dark'] as const)('is named, and can be read, in the %s theme', async (colours) => {
  serve({ 'session.sessions': () => [here, phone, strange] });
  const { place } = await show(<AccountSessions />, { colours });
  await expect.element(button('endOthers')).toBeVisible();
  expect(await faultsIn(place)).toEqual([]);
});

const word = (key: string, more = {}) => words(`factor:${key}`, more);
const press = (key: string) => userEvent.click(page.getByRole('button', { name: word(key), exact: true }));
const begun = { secret: 'JBSWY3DPEHPK3PXP', address: 'otpauth://totp/Koersvast:els?secret=JBSWY3DPEHPK3PXP' };
const codes = ['abcd-efgh-jkmn-pqrs', 'tuvw-xyz2-3456-789a'];
const off = { since: null, codesLeft: 0, demanded: false };
const on = { since: '2026-11-20T09:00:00.000Z', codesLeft: 7, demanded: false };
const typedIn = (label: string, value: string) =>
  userEvent.fill(page.getByLabelText(label, { exact: true }), value);

describe('one’s second factor', () => {
  it('is set up with the password and a code of the app, and then shows codes to keep', async () => {
    const server = serve({
      'factor.state': () => off,
      'factor.begin': () => begun,
      'factor.confirm': ({ code }: { code: string }) => {
        if (code !== '123456') throw new Refused('code_wrong');
        return { codes };
      },
    });
    const onCodes = vi.fn();
    await show(<AccountFactor onCodes={onCodes} />);
    await expect.element(page.getByText(word('own.off'))).toBeVisible();
    await press('own.begin');
    const password = page.getByLabelText(word('own.password'), { exact: true });
    await expect.element(password).toHaveFocus();
    await userEvent.fill(password, 'a long password');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByLabelText(word('setUp.confirm'), { exact: true })).toHaveFocus();
    await typedIn(word('setUp.confirm'), '000000');
    await press('setUp.submit');
    await expect.element(page.getByRole('alert')).toHaveTextContent(words('refusal:code_wrong'));
    await typedIn(word('setUp.confirm'), '123456');
    await press('setUp.submit');
    await expect.poll(() => onCodes.mock.calls).toEqual([[codes]]);
    expect(server.calls).toContainEqual(
      expect.objectContaining({ path: 'factor.begin', input: { password: 'a long password' } }),
    );
  });

  it('is switched off, and its codes made anew, with password and code', async () => {
    const server = serve({
      'factor.state': () => on,
      'factor.end': () => ({ ok: true }),
      'factor.renewCodes': () => ({ codes }),
    });
    const onCodes = vi.fn();
    await show(<AccountFactor onCodes={onCodes} />);
    await expect.element(page.getByText(word('own.left', { count: 7 }), { exact: false })).toBeVisible();
    await press('own.renew');
    const dialog = page.getByRole('dialog');
    await typedIn(word('own.password'), 'a long password');
    await dialog.getByRole('button', { name: word('code.useRecovery') }).click();
    const recovery = page.getByLabelText(word('code.recovery'), { exact: true });
    await expect.element(recovery).toHaveFocus();
    await userEvent.fill(recovery, codes[0] ?? '');
    await dialog.getByRole('button', { name: word('own.renew') }).click();
    await expect.poll(() => onCodes.mock.calls).toEqual([[codes]]);
    await expect.poll(() => dialog.elements()).toEqual([]);
    await press('own.end');
    await typedIn(word('own.password'), 'a long password');
    await typedIn(word('code'), '123456');
    await dialog.getByRole('button', { name: word('own.end') }).click();
    await expect.poll(said).toBe(word('said.off'));
    const sent = server.calls.filter(({ path }) => path === 'factor.end').map(({ input }) => input);
    expect(sent).toEqual([{ password: 'a long password', code: '123456' }]);
  });

  it.each([true, false])('is offered where there is a password (%s)', async (password) => {
    serve({ 'session.sessions': () => [here], 'session.apiTokens': () => [], 'factor.state': () => off });
    const waysIn = { password, provider: !password };
    queryClient.setQueryData(sessionQuery.queryKey, { person: null, needsFirstOwner: false, waysIn });
    const preferences = { language: null, theme: 'auto', keys: {}, singleKeys: true } as const;
    await show(<AccountRest preferences={preferences} onCodes={() => {}} />);
    await expect.poll(() => rows().elements().length).toBe(1);
    const heading = page.getByRole('heading', { name: word('own') });
    expect(heading.elements()).toHaveLength(password ? 1 : 0);
  });

  it('cannot be switched off where it is needed, and says when codes run out', async () => {
    serve({ 'factor.state': () => ({ ...on, codesLeft: 2, demanded: true }) });
    await show(<AccountFactor onCodes={() => {}} />);
    await expect.element(page.getByText(word('own.needed'), { exact: false })).toBeVisible();
    await expect.element(page.getByText(word('own.few'), { exact: false })).toBeVisible();
    expect(page.getByRole('button', { name: word('own.end') }).elements()).toEqual([]);
  });
});

describe('linking an account at the provider', () => {
  const provider = { label: 'SURFconext', ready: true, signOut: null, only: false };
  const linking = () => page.getByRole('button', { name: words('account:account.provider.link', provider) });
  const refuseWithout = ({ code }: { code?: string }) => {
    throw new Refused(code === undefined ? 'code_needed' : 'provider_unreachable');
  };
  const sent = ({ calls }: ReturnType<typeof serve>) =>
    calls.filter(({ path }) => path === 'provider.link').map(({ input }) => input);

  it.each([
    ['from the start where there is a factor', on, 1],
    ['as soon as the server asks where it was set up elsewhere', off, 2],
  ])('asks for the code too: %s', async (_, state, times) => {
    const server = serve({ 'factor.state': () => state, 'provider.link': refuseWithout });
    const { place } = await show(<AccountProvider provider={provider} linked={false} />);
    await typedIn(words('account:account.provider.password'), 'a long password');
    const code = page.getByLabelText(word('code'), { exact: true });
    if (times === 2) {
      await expect.poll(() => server.calls.map(({ path }) => path)).toContain('factor.state');
      expect(code.elements()).toEqual([]);
      await userEvent.click(linking());
      await expect.element(code).toHaveFocus();
      expect(page.getByRole('alert').elements()).toEqual([]);
    }
    await userEvent.fill(code, '123456');
    await userEvent.click(linking());
    await expect.element(page.getByRole('alert')).toHaveTextContent(words('error:provider_unreachable'));
    expect(sent(server)).toHaveLength(times);
    expect(sent(server).at(-1)).toEqual({ password: 'a long password', code: '123456' });
    expect(await faultsIn(place)).toEqual([]);
  });
});

describe('at sign-in', () => {
  const credentials = { email: 'els@example.org', password: 'a long password' };
  const step = (needs: 'code' | 'set up', more = {}) => (
    <SignInFactor credentials={credentials} needs={needs} onIn={async () => {}} onBack={() => {}} {...more} />
  );

  it('the code is asked for, with the focus in its field, and a recovery code does as well', async () => {
    const server = serve({
      'session.signIn': ({ code }: { code: string }) => {
        if (code === '000000') throw new Refused('code_wrong');
        return { person: null, needsFirstOwner: false };
      },
    });
    const onIn = vi.fn(async () => {});
    await show(step('code', { onIn }));
    const field = page.getByLabelText(word('code'), { exact: true });
    await expect.element(field).toHaveFocus();
    await expect.element(field).toHaveAttribute('autocomplete', 'one-time-code');
    await userEvent.keyboard('000000{Enter}');
    await expect.element(page.getByRole('alert')).toHaveTextContent(words('refusal:code_wrong'));
    expect(onIn).not.toHaveBeenCalled();
    await press('code.useRecovery');
    await userEvent.keyboard('abcd-efgh-jkmn-pqrs{Enter}');
    await expect.poll(() => onIn.mock.calls.length).toBe(1);
    expect(server.calls.at(-1)?.input).toEqual({ ...credentials, code: 'abcd-efgh-jkmn-pqrs' });
  });

  it('where it is needed and not there it is set up, and codes are shown before anything else', async () => {
    serve({ 'factor.beginAtSignIn': () => begun, 'factor.confirmAtSignIn': () => ({ codes }) });
    const onIn = vi.fn(async () => {});
    await show(step('set up', { onIn }));
    await typedIn(word('setUp.confirm'), '123456');
    await press('setUp.submit');
    await expect.element(page.getByText('abcd-efgh-jkmn-pqrs')).toBeVisible();
    expect(onIn).not.toHaveBeenCalled();
    await press('codes.done');
    await expect.poll(() => onIn.mock.calls.length).toBe(1);
  });

  it('leads back where it could not begin', async () => {
    serve({ 'factor.beginAtSignIn': () => Promise.reject(new Refused('factor_stands')) });
    const onBack = vi.fn();
    await show(step('set up', { onBack }));
    await expect.element(page.getByRole('alert')).toHaveTextContent(words('refusal:factor_stands'));
    await press('signIn.back');
    expect(onBack).toHaveBeenCalled();
  });

  it.each(['light', 'dark'] as const)('is named, and can be read, in the %s theme', async (colours) => {
    serve({ 'factor.state': () => on });
    const { place } = await show(
      <>
        {step('code')}
        <AccountFactor onCodes={() => {}} />
      </>,
      { colours },
    );
    await expect.element(page.getByRole('button', { name: word('own.end') })).toBeVisible();
    // Of the first screen the form alone: it is the whole of a page, which this test has already.
    const form = place.querySelector('form');
    const section = place.querySelector('section');
    for (const part of [form, section])
      expect(part === null ? 'not there' : await faultsIn(part)).toEqual([]);
  });
});
