import { useQuery } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { sessionQuery } from '../../data/session.ts';
import { queryClient } from '../../data/trpc.ts';
import { saidStore } from '../../lib/said.ts';
import { serve } from '../../testing/server.ts';
import { show, words } from '../../testing/show.tsx';
import { idOf } from '../../testing/study.ts';
import { AccountPerson } from './account-person.tsx';

/** As the account shows them. */
function Shown() {
  const person = useQuery(sessionQuery).data?.person;
  return person ? <AccountPerson person={person} /> : null;
}

it('keeps the focus when the address is saved, and what is typed when it was changed elsewhere', async () => {
  const person = {
    id: idOf(9, 9),
    name: 'Els',
    email: 'els@example.org',
    installationRole: 'member',
  } as const;
  const preferences = { language: null, theme: 'auto', keys: {}, singleKeys: true } as const;
  const sessionOf = (email: string) => ({
    person: { ...person, preferences, email },
    needsFirstOwner: false,
    waysIn: { password: true, provider: false },
  });
  queryClient.setQueryData(sessionQuery.queryKey, sessionOf(person.email));
  serve({ 'session.changeEmail': ({ email }: { email: string }) => sessionOf(email) });
  await show(<Shown />);
  const email = page.getByLabelText(words('session:email'), { exact: true });
  const password = page.getByLabelText(words('account:account.email.password'), { exact: true });
  await userEvent.fill(email, 'els@example.com');
  await userEvent.fill(password, 'a long password');
  await userEvent.keyboard('{Enter}');
  await expect
    .poll(() => saidStore.get()?.text)
    .toBe(words('account:account.email.done', { email: 'els@example.com' }));
  await expect.element(password).toHaveValue('');
  await expect.element(password).toHaveFocus();
  await userEvent.fill(email, 'els@example.net');
  queryClient.setQueryData(sessionQuery.queryKey, sessionOf('other@example.org'));
  await userEvent.fill(password, 'a long');
  await expect.element(email).toHaveValue('els@example.net');
});
