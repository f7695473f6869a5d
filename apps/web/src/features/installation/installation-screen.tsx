import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { usePerson } from '../../data/session.ts';
import { trpc } from '../../data/trpc.ts';
import { Page, usePageTitle } from '../../ui/page.tsx';
import { Backups } from './backups.tsx';
import { DemandFactor } from './demand-factor.tsx';
import { Mail } from './mail.tsx';
import { People } from './people.tsx';

/** What an owner of the installation looks after: who has an account, what mail is sent, and the backups. */
export function InstallationScreen() {
  const { t } = useTranslation('installation');
  const person = usePerson();
  usePageTitle(t('title'));
  const people = useQuery(trpc.installation.people.queryOptions({}));
  if (person === null) return null;
  return (
    <Page title={t('title')} lead={t('lead')}>
      <People me={person} />
      {/* Below the people, who come first. */}
      {!people.isPending && (
        <>
          <DemandFactor />
          <Mail />
          <Backups />
        </>
      )}
    </Page>
  );
}
