import { DomainError } from '@koersvast/core/error';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionQuery, usePerson } from '../../data/session.ts';
import { needWords } from '../../i18n/index.ts';
import { say } from '../../lib/said.ts';
import { Fault } from '../../ui/fault.tsx';
import { Later, laterPart } from '../../ui/later.tsx';
import { Page, usePageTitle } from '../../ui/page.tsx';
import { AccountLook } from './account-look.tsx';
import { AccountMail } from './account-mail.tsx';
import { AccountPassword } from './account-password.tsx';
import { AccountPerson } from './account-person.tsx';

const route = getRouteApi('/inside/account');

/** What is looked at least, and the larger part: it comes when what stands above it is there. */
const rest = laterPart(async () => {
  const [{ AccountRest }] = await Promise.all([import('./account-rest.tsx'), needWords('factor')]);
  return AccountRest;
});
const shownCodes = laterPart(async () => (await import('./account-codes.tsx')).AccountCodes);

export function AccountScreen() {
  const { t } = useTranslation('account');
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const person = usePerson();
  const session = useQuery(sessionQuery).data;
  usePageTitle(t('account.title'));
  const { refused, back } = route.useSearch();
  const go = useNavigate();
  useEffect(() => {
    if (back === undefined) return;
    say(t(`account.back.${back}`));
    void go({ to: '/account', replace: true });
  }, [back, go, t]);
  if (person === null) return null;
  if (codes !== null)
    return (
      <Later part={shownCodes} wanted give={{ email: person.email, codes, onDone: () => setCodes(null) }} />
    );
  return (
    <Page title={t('account.title')} lead={`${person.name} · ${person.email}`}>
      {refused !== undefined && <Fault error={new DomainError(refused)} />}
      <AccountPerson person={person} />
      <AccountLook preferences={person.preferences} />
      <AccountMail preferences={person.preferences} />
      {session?.waysIn?.password !== false && <AccountPassword />}
      <Later part={rest} wanted give={{ preferences: person.preferences, onCodes: setCodes }} />
    </Page>
  );
}
