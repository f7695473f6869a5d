import type { ListedSession } from '@koersvast/contracts';
import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { saidStore } from '../../lib/said.ts';
import { Refused, serve } from '../../testing/server.ts';
import { faultsIn, show, words } from '../../testing/show.tsx';
import { idOf } from '../../testing/study.ts';
import { AccountSessions } from './account-sessions.tsx';

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
  await userEvent.click(button('endLabel', { device: 'Safari on iPhone' }));
  await expect.poll(said).toBe(words('account:account.sessions.ended', { device: 'Safari on iPhone' }));
  expect(server.calls).toContainEqual(
    expect.objectContaining({ path: 'session.endSession', input: { id: phone.id } }),
  );
  await userEvent.click(button('endOthers'));
  const dialog = page.getByRole('dialog', { name: words('account:account.sessions.ask') });
  // Enter by itself leads out of it.
  await expect.element(dialog.getByRole('button', { name: words('common:action.cancel') })).toHaveFocus();
  await userEvent.click(dialog.getByRole('button', { name: words('account:account.sessions.endOthers') }));
  await expect.poll(said).toBe(words('account:account.sessions.othersEnded', { count: 2 }));
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
