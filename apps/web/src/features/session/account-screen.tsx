import { useTranslation } from 'react-i18next';
import { usePerson } from '../../lib/session.ts';
import { Page, usePageTitle } from '../../ui/page.tsx';
import { AccountKeys } from './account-keys.tsx';
import { AccountLook } from './account-look.tsx';
import { AccountPassword, SignOutEverywhere } from './account-password.tsx';
import { AccountTokens } from './account-tokens.tsx';

export function AccountScreen() {
  const { t } = useTranslation('session');
  const person = usePerson();
  usePageTitle(t('account.title'));
  if (person === null) return null;
  return (
    <Page title={t('account.title')} lead={`${person.name} · ${person.email}`}>
      <AccountLook preferences={person.preferences} />
      <AccountTokens />
      <AccountPassword />
      <SignOutEverywhere />
      <AccountKeys preferences={person.preferences} />
    </Page>
  );
}
