import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { sessionQuery } from '../../data/session.ts';
import { queryClient } from '../../data/trpc.ts';
import { type Answers, Refused, serve } from '../../testing/server.ts';
import { faultsIn, show, words } from '../../testing/show.tsx';
import { SignInScreen } from './sign-in-screen.tsx';
import { StopMailScreen } from './stop-mail-screen.tsx';

const out = { person: null, needsFirstOwner: false };
const provider = { label: 'SURFconext', ready: true, signOut: null, only: false };
const token = 'x'.repeat(64);
const opened = (address = `/mail/off/${token}`, colours: 'light' | 'dark' = 'light') =>
  show(<StopMailScreen />, { entrance: { path: '/mail/off/$token', address }, colours });
const stopping = (more: Answers) => serve({ 'session.current': () => out, ...more });
const signIn = (search = '') =>
  show(<SignInScreen />, { entrance: { path: '/sign-in', address: `/sign-in${search}` } });
const button = (key: string) => page.getByRole('button', { name: words(key), exact: true });

it.each(['light', 'dark'] as const)(
  'the link of a digest asks first, and then no more of them come, in the %s theme',
  async (colours) => {
    const server = stopping({ 'session.stopMail': () => ({ ok: true }) });
    const { place } = await opened(undefined, colours);
    await expect.element(button('entrance:stopMail.submit')).toBeVisible();
    // Whatever looks through mails has opened it by now.
    expect(server.calls.map(({ path }) => path)).not.toContain('session.stopMail');
    // The form alone: around it is the whole of a page, which this test has already.
    const form = place.querySelector('form');
    expect(form === null ? 'not there' : await faultsIn(form)).toEqual([]);
    await userEvent.click(button('entrance:stopMail.submit'));
    await expect.element(page.getByRole('status')).toHaveTextContent(words('entrance:stopMail.doneText'));
    expect(server.calls).toContainEqual(
      expect.objectContaining({ path: 'session.stopMail', input: { token } }),
    );
  },
);

it.each([
  ['is not whole', '/mail/off/abc'],
  ['is none of ours', `/mail/off/${token}`],
])('a link that %s says where else they are stopped', async (_, address) => {
  stopping({
    'session.stopMail': () => {
      throw new Refused('link_not_valid');
    },
  });
  await opened(address);
  if (address.endsWith(token)) await userEvent.click(button('entrance:stopMail.submit'));
  await expect
    .element(page.getByRole('heading', { name: words('entrance:stopMail.notValid') }))
    .toBeVisible();
  const account = page.getByRole('link', { name: words('entrance:stopMail.account') });
  await expect.element(account).toHaveAttribute('href', expect.stringContaining('/account#mail'));
});

it('shows the ways in together, so that none moves another', async () => {
  const session = Promise.withResolvers<object>();
  serve({ 'session.current': () => session.promise });
  const { place } = await signIn();
  await expect.element(page.getByRole('heading', { name: words('session:signIn.title') })).toBeVisible();
  expect(place.querySelectorAll('input')).toHaveLength(0);
  session.resolve({ ...out, provider });
  await expect.element(page.getByLabelText(words('session:email'))).toBeVisible();
  const there = page.getByRole('button', { name: words('provider:signIn', provider) });
  await expect.element(there).toBeVisible();
});

it.each([
  ['a short address, which goes along', 100, true],
  ['a long one, which the tab keeps, also when the first try was refused', 2_500, false],
])('leads back from the provider to %s', async (_, length, along) => {
  const next = `/p/x/find?q=${'a'.repeat(length)}`;
  const server = serve({
    'session.current': () => ({ ...out, provider }),
    'provider.signIn': () => ({ href: 'about:blank' }),
  });
  const there = page.getByRole('button', { name: words('provider:signIn', provider) });
  const asked = () => server.calls.flatMap(({ path, input }) => (path === 'provider.signIn' ? [input] : []));
  const begun = await signIn(`?next=${encodeURIComponent(next)}`);
  await userEvent.click(there);
  await expect.poll(asked).toEqual([along ? { next } : {}]);
  begun.unmount();
  // As the server sends them back, with what it was told.
  const back = along ? `&next=${encodeURIComponent(next)}` : '';
  const refused = await signIn(`?refused=provider_cancelled${back}`);
  await userEvent.click(there);
  await expect.poll(() => asked().length).toBe(2);
  refused.unmount();
  queryClient.setQueryData(sessionQuery.queryKey, { ...out, person: { id: 'anna' } } as never);
  const returned = await signIn(back.replace('&', '?'));
  await expect.poll(returned.address).toBe(next);
  expect(sessionStorage.getItem('koersvast-next')).toBeNull();
});

it('says to whoever was retired meanwhile that they were', async () => {
  serve({ 'session.current': () => ({ ...out, retired: true }) });
  await signIn();
  await expect.element(page.getByRole('alert')).toHaveTextContent(words('refusal:account_retired'));
});
