import { defaultPreferences, type Preferences } from '@koersvast/contracts';
import { useQuery } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { sessionQuery } from '../../data/session.ts';
import { queryClient } from '../../data/trpc.ts';
import { serve } from '../../testing/server.ts';
import { faultsIn, show, words } from '../../testing/show.tsx';
import { idOf } from '../../testing/study.ts';
import { AccountMail } from './account-mail.tsx';

/** As the screen of the account shows it: with what the session says. */
function Shown() {
  const person = useQuery(sessionQuery).data?.person;
  return person ? <AccountMail preferences={person.preferences} /> : null;
}

const person = (preferences: Preferences) => ({
  id: idOf(9, 1),
  name: 'Els',
  email: 'els@example.org',
  installationRole: 'member' as const,
  preferences,
});
const session = (mail: boolean, preferences = defaultPreferences) => ({
  person: person(preferences),
  needsFirstOwner: false,
  ...(mail && { mail }),
});
const choice = () => page.getByRole('combobox', { name: words('account:account.mail.when') });

it.each(['light', 'dark'] as const)(
  'asks when to mail, once a day unless told otherwise, in the %s',
  async (colours) => {
    queryClient.setQueryData(sessionQuery.queryKey, session(true));
    const server = serve({
      'session.setPreferences': ({ mail }: Preferences) =>
        session(true, { ...defaultPreferences, ...(mail && { mail }) }),
    });
    const { place } = await show(<Shown />, { colours });
    await expect.element(choice()).toHaveValue('daily');
    expect(await faultsIn(place)).toEqual([]);
    for (const mail of ['off', 'atOnce'] as const) {
      await choice().selectOptions(words(`account:account.mail.${mail}`));
      await expect.element(choice()).toHaveValue(mail);
      await expect
        .poll(() => server.calls.filter(({ path }) => path === 'session.setPreferences').at(-1)?.input)
        .toMatchObject({ mail });
    }
  },
);

it('asks nothing where no mail is sent', async () => {
  queryClient.setQueryData(sessionQuery.queryKey, session(false));
  await show(
    <>
      <Shown />
      <p>below</p>
    </>,
  );
  await expect.element(page.getByText('below')).toBeVisible();
  await expect.element(choice()).not.toBeInTheDocument();
});
