import { expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { askForPassword, sessionGate, sessionNumber } from '../data/asked-password.ts';
import { sessionQuery } from '../data/session.ts';
import { queryClient } from '../data/trpc.ts';
import { Refused, serve } from '../testing/server.ts';
import { faultsIn, show, words } from '../testing/show.tsx';
import { GateAtProvider } from './gate-at-provider.tsx';
import { GateByPassword } from './gate-by-password.tsx';
import { SessionGate } from './session-gate.tsx';

const person = {
  id: '01900000-0000-7000-8000-000000000001',
  name: 'Els',
  email: 'els@example.org',
  installationRole: 'member',
  preferences: { language: null, theme: 'auto', keys: {}, singleKeys: true },
} as const;

it('goes on once the same person is signed in again in another tab, and not before', async () => {
  const server = serve({ 'session.current': () => ({ person: null, needsFirstOwner: false }) });
  const onBack = vi.fn();
  const { place } = await show(
    <GateAtProvider person={person} label="SURFconext" onBack={onBack} onLeave={() => {}} />,
  );
  const there = page.getByRole('link', { name: words('provider:signIn', { label: 'SURFconext' }) });
  await expect.element(there).toHaveAttribute('target', '_blank');
  await userEvent.click(page.getByRole('button', { name: words('session:gate.submit') }));
  await expect.element(page.getByRole('status')).toHaveTextContent(words('provider:gate.notYet'));
  expect(await faultsIn(place)).toEqual([]);
  expect(onBack).not.toHaveBeenCalled();
  server.answer({ 'session.current': () => ({ person, needsFirstOwner: false }) });
  window.dispatchEvent(new Event('focus'));
  await expect.poll(() => onBack.mock.calls.length).toBe(1);
});

it('says that the account was retired, and whom to ask, and goes on once it is taken back', async () => {
  const out = { person: null, needsFirstOwner: false };
  const server = serve({ 'session.current': () => ({ ...out, retired: true }) });
  queryClient.setQueryData(sessionQuery.queryKey, { person, needsFirstOwner: false });
  await show(<SessionGate />);
  void askForPassword(sessionNumber()).catch(() => {});
  const dialog = page.getByRole('dialog', { name: words('session:gate.title') });
  const text = words('entrance:retired.text', { email: person.email });
  await expect.element(dialog.getByText(text)).toBeVisible();
  expect(page.getByLabelText(words('session:password'), { exact: true }).elements()).toEqual([]);
  expect(await faultsIn(dialog.element() as HTMLElement)).toEqual([]);
  server.answer({ 'session.current': () => out });
  await userEvent.click(dialog.getByRole('button', { name: words('session:gate.submit') }));
  await expect.element(dialog.getByLabelText(words('session:password'), { exact: true })).toBeVisible();
  sessionGate.get()?.gaveUp();
});

it('asks for the code too where there is a second factor', async () => {
  const server = serve({
    'session.signIn': ({ code }: { code?: string }) => {
      if (code !== '123456') throw new Refused(code === undefined ? 'code_needed' : 'code_wrong');
      return { person, needsFirstOwner: false };
    },
  });
  const onBack = vi.fn();
  const { place } = await show(<GateByPassword person={person} onBack={onBack} onLeave={() => {}} />);
  await userEvent.fill(page.getByLabelText(words('session:password'), { exact: true }), 'a long password');
  await userEvent.click(page.getByRole('button', { name: words('session:gate.submit') }));
  const code = page.getByLabelText(words('factor:code'), { exact: true });
  await expect.element(code).toHaveFocus();
  expect(page.getByRole('alert').elements()).toEqual([]);
  await userEvent.keyboard('000000{Enter}');
  await expect.element(page.getByRole('alert')).toHaveTextContent(words('refusal:code_wrong'));
  expect(await faultsIn(place)).toEqual([]);
  expect(onBack).not.toHaveBeenCalled();
  await userEvent.fill(code, '123456');
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => onBack.mock.calls.length).toBe(1);
  const input = { email: person.email, password: 'a long password', code: '123456' };
  expect(server.calls.at(-1)).toMatchObject({ path: 'session.signIn', input });
});

it('stays until it is answered, whatever is pressed beside it', async () => {
  const out = { person: null, needsFirstOwner: false };
  serve({ 'session.current': () => out });
  queryClient.setQueryData(sessionQuery.queryKey, { person, needsFirstOwner: false });
  await show(<SessionGate />);
  const given = askForPassword(sessionNumber()).then(
    () => 'signed in',
    () => 'gave up',
  );
  const dialog = page.getByRole('dialog', { name: words('session:gate.title') });
  const field = dialog.getByLabelText(words('session:password'), { exact: true });
  await expect.element(field).toHaveFocus();
  expect(dialog.getByRole('button', { name: words('common:action.close') }).elements()).toEqual([]);
  await userEvent.keyboard('{Escape}');
  await userEvent.click(document.body, { position: { x: 4, y: 4 } });
  expect(await Promise.race([given, Promise.resolve('still asked')])).toBe('still asked');
  await expect.element(field).toBeVisible();
  sessionGate.get()?.gaveUp();
});
