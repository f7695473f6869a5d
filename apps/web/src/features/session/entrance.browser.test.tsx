import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
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
const signIn = () => show(<SignInScreen />, { entrance: { path: '/sign-in', address: '/sign-in' } });
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

it('says to whoever was retired meanwhile that they were', async () => {
  serve({ 'session.current': () => ({ ...out, retired: true }) });
  await signIn();
  await expect.element(page.getByRole('alert')).toHaveTextContent(words('refusal:account_retired'));
});
