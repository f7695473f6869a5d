import { useTranslation } from 'react-i18next';
import { usePerson } from '../../data/session.ts';
import { Later, laterPart } from '../../ui/later.tsx';
import { Page, usePageTitle } from '../../ui/page.tsx';
import { AccountLook } from './account-look.tsx';
import { AccountMail } from './account-mail.tsx';
import { AccountPassword, SignOutEverywhere } from './account-password.tsx';
import { AccountPerson } from './account-person.tsx';
import { AccountSessions } from './account-sessions.tsx';
import { AccountTokens } from './account-tokens.tsx';

/** Below the rest, and the largest part: it comes when the rest is there. */
const keys = laterPart(async () => (await import('./account-keys.tsx')).AccountKeys);

export function AccountScreen() {
  const { t } = useTranslation('account');
  const person = usePerson();
  usePageTitle(t('account.title'));
  if (person === null) return null;
  return (
    <Page title={t('account.title')} lead={`${person.name} · ${person.email}`}>
      <AccountPerson person={person} />
      <AccountLook preferences={person.preferences} />
      <AccountMail preferences={person.preferences} />
      <AccountTokens />
      <AccountPassword />
      <AccountSessions />
      <SignOutEverywhere />
      <Later part={keys} wanted give={{ preferences: person.preferences }} />
    </Page>
  );
}
