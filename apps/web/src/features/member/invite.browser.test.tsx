import type { Invitation } from '@koersvast/contracts';
import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { listenToAnswers } from '../../data/answers.ts';
import { sessionQuery } from '../../data/session.ts';
import { queryClient } from '../../data/trpc.ts';
import { type Answers, Refused, serve } from '../../testing/server.ts';
import { faultsIn, show, words } from '../../testing/show.tsx';
import { anAcknowledgement, aProject, idOf, projectId } from '../../testing/study.ts';
import { Invite } from './invite.tsx';
import { MembersScreen } from './members-screen.tsx';

const moment = '2026-11-02T10:00:00.000Z';

listenToAnswers();
/** By the clock of this browser long ago: what has expired the server says. */
const soon = '2020-11-07T10:00:00.000Z';

const anInvitation = (nth: number, more: Partial<Invitation> = {}): Invitation => ({
  id: idOf(8, nth),
  role: 'coder',
  createdAt: moment,
  expiresAt: soon,
  usedAt: null,
  revokedAt: null,
  note: '',
  kept: 0,
  mail: null,
  ...more,
});
const mailed = (state: 'waiting' | 'sent' | 'failed' | 'unsure', address = `${state}@example.org`) => ({
  address,
  state,
  at: moment,
});

/** The screen of an owner, where mail is sent or not, over these invitations. */
async function showInvite(invitations: Invitation[], mail = true, more: Answers = {}) {
  queryClient.setQueryData(sessionQuery.queryKey, {
    person: null,
    needsFirstOwner: false,
    ...(mail && { mail }),
  });
  const server = serve({ 'member.invitations': () => invitations, ...more });
  const shown = await show(<Invite projectId={projectId} />);
  await expect.element(page.getByRole('heading', { name: words('member:open') })).toBeVisible();
  return { ...shown, sent: (path: string) => server.calls.filter((call) => call.path === path) };
}
const field = (key: string) => page.getByRole('textbox', { name: words(key) });
const button = (key: string, more = {}) => page.getByRole('button', { name: words(key, more), exact: true });

it('asks for an address only where mail is sent', async () => {
  await showInvite([], false);
  await expect.element(button('member:invite.submit')).toBeVisible();
  await expect.element(field('member:invite.address')).not.toBeInTheDocument();
});

it('mails the invitation, says so, and has its link to copy', async () => {
  const address = 'jan@example.org';
  const made: Invitation[] = [];
  const { place, sent } = await showInvite(made, true, {
    'member.invite': ({ id }: { id: string }) => {
      made.push(anInvitation(1, { id, mail: mailed('waiting', address) }));
      return { invitation: made[0], path: '/join/abc' };
    },
  });
  await expect.element(page.getByText(words('member:open.none'))).toBeVisible();
  await field('member:invite.address').fill('jan@example');
  await button('member:invite.submitMail').click();
  await expect.element(page.getByText(words('common:field.email'))).toBeVisible();
  expect(sent('member.invite')).toHaveLength(0);
  await field('member:invite.address').fill(address);
  await button('member:invite.submitMail').click();
  await expect.element(page.getByText(words('member:invite.goes', { address }))).toBeVisible();
  expect(sent('member.invite')[0]?.input).toMatchObject({ role: 'coder', mail: { address, language: 'en' } });
  const role = words('common:role.coder');
  await expect
    .element(page.getByLabelText(words('member:invite.link', { role })))
    .toHaveValue(`${location.origin}/join/abc`);
  await expect.element(page.getByText(words('member:mail.waiting', { address }))).toBeVisible();
  // It is asked again what became of it.
  made[0] = anInvitation(1, { id: made[0]?.id ?? '', mail: mailed('sent', address) });
  await expect.element(page.getByText(/^Mailed to jan@example.org/)).toBeVisible();
  expect(await faultsIn(place)).toEqual([]);
  // A link that somebody has used is not offered to be sent to anybody else.
  made[0] = { ...made[0], usedAt: moment };
  await queryClient.invalidateQueries();
  await expect.element(page.getByLabelText(words('member:invite.link', { role }))).not.toBeInTheDocument();
});

it.each(['light', 'dark'] as const)('says what became of each mail, in the %s', async (colours) => {
  const states = ['waiting', 'sent', 'failed', 'unsure'] as const;
  queryClient.setQueryData(sessionQuery.queryKey, { person: null, needsFirstOwner: false, mail: true });
  const list = states.map((state, nth) => anInvitation(nth + 1, { mail: mailed(state) }));
  const gone = [
    anInvitation(9, { note: 'Anna', expired: true, kept: 2 }),
    anInvitation(10, { note: 'Bea', expired: true }),
  ];
  serve({ 'member.invitations': () => [...list, ...gone] });
  const { place } = await show(<Invite projectId={projectId} />, { colours });
  for (const state of states) {
    const address = `${state}@example.org`;
    await expect.element(page.getByRole('listitem').filter({ hasText: address })).toBeVisible();
  }
  await expect.element(page.getByText('Bea')).not.toBeInTheDocument();
  // One that has expired is not mailed.
  const anna = page.getByRole('listitem').filter({ hasText: 'Anna' });
  await expect.element(anna.getByRole('button')).toHaveTextContent(words('member:open.revoke'));
  expect(await faultsIn(place)).toEqual([]);
});

it('sends one again, to another address, and says where that is refused', async () => {
  let full = true;
  const failed = anInvitation(1, { mail: mailed('failed', 'jna@example.org') });
  const { sent } = await showInvite([failed], true, {
    'member.mailInvitation': ({ opId }: { opId: string }) => {
      if (full) throw new Refused('too_many_mails', { minutes: 12 });
      return { ...anAcknowledgement([]), opId };
    },
  });
  await page.getByRole('button', { name: /^Send again: the invitation for jna/ }).click();
  const address = field('member:mail.address');
  await expect.element(address).toHaveValue('jna@example.org');
  await address.fill('jan@example.org');
  await button('member:mail.submit').click();
  await expect.element(page.getByText(/Try again in 12 min/)).toBeVisible();
  full = false;
  await button('member:mail.submit').click();
  await expect.element(address).not.toBeInTheDocument();
  expect(sent('member.mailInvitation').at(-1)?.input).toMatchObject({
    invitationId: failed.id,
    mail: { address: 'jan@example.org', language: 'en' },
  });
});

it('keeps the focus in the list when an invitation is withdrawn', async () => {
  let list = [1, 2, 3].map((nth) => anInvitation(nth, { note: `Nr ${nth}` }));
  await showInvite(list, false, {
    'member.invitations': () => list,
    'member.revokeInvitation': ({ opId, invitationId }: { opId: string; invitationId: string }) => {
      list = list.filter(({ id }) => id !== invitationId);
      return { ...anAcknowledgement([]), opId };
    },
  });
  const withdraw = (nth: number) => page.getByRole('button', { name: new RegExp(`^Withdraw.* Nr ${nth},`) });
  for (const [gone, next] of [
    [2, 3],
    [3, 1],
  ] as const) {
    await expect.element(withdraw(gone)).toBeVisible();
    (withdraw(gone).element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(withdraw(gone)).not.toBeInTheDocument();
    await expect.element(withdraw(next)).toHaveFocus();
  }
  await userEvent.keyboard('{Enter}');
  const none = page.getByText(words('member:open.none'));
  await expect.element(none).toBeVisible();
  await expect.poll(() => none.element().parentElement === document.activeElement).toBe(true);
});

it('says so where somebody else has removed the member meanwhile', async () => {
  const project = aProject('owner');
  let now = project;
  const other = project.members.find(({ id }) => id !== project.me.id);
  const name = other?.name ?? '';
  const server = serve({
    'member.invitations': () => [],
    'project.get': () => now,
    'member.edit': () => {
      const members = project.members.map((each) =>
        each === other ? { ...each, version: 2, removedAt: moment } : each,
      );
      now = { ...project, members };
      throw new Refused('version_conflict');
    },
  });
  const { place } = await show(<MembersScreen />, { project, screen: 'members' });
  await page.getByRole('button', { name: words('member:edit.removeLabel', { name }) }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: words('member:edit.removeDo', { name }) }).click();
  await expect.element(dialog.getByText(words('member:said.removed', { name }))).toBeVisible();
  await expect.element(dialog.getByRole('alert')).not.toBeInTheDocument();
  await dialog
    .getByRole('button', { name: words('common:action.close'), exact: true })
    .last()
    .click();
  await expect.element(dialog).not.toBeInTheDocument();
  expect(server.calls.filter(({ path }) => path === 'member.edit')).toHaveLength(1);
  expect(await faultsIn(place)).toEqual([]);
});
