import { Switch } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { trpc } from '../../data/trpc.ts';
import { say } from '../../lib/said.ts';
import { Fault } from '../../ui/fault.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Section } from '../../ui/page.tsx';
import { useStillOwner } from './use-still-owner.ts';

/** Whether whoever signs in with a password needs a second factor here. */
export function DemandFactor() {
  const { t } = useTranslation(['installation', 'common']);
  const settings = useQuery(trpc.installation.settings.queryOptions({}));
  const people = useQuery(trpc.installation.people.queryOptions({}));
  const demand = useMutation(trpc.installation.demandFactor.mutationOptions());
  useStillOwner(settings.error, demand.error);
  const set = async (demanded: boolean) => {
    await demand.mutateAsync({ demanded });
    say(t(demanded ? 'said.demanded' : 'said.optional'), {
      label: t('common:action.undo'),
      act: () => void demand.mutateAsync({ demanded: !demanded }).catch(() => undefined),
    });
  };
  const without = people.data?.filter(
    ({ factor, retiredAt, waysIn }) => waysIn.password && !factor && retiredAt === null,
  ).length;
  return (
    <Section title={t('factor')} lead={t('factor.lead')}>
      <Loaded query={settings}>
        {({ factorDemanded }) => (
          <Switch
            label={t('factor.demand')}
            description={without === undefined ? undefined : t('factor.without', { count: without })}
            checked={factorDemanded}
            disabled={demand.isPending}
            onChange={(event) => void set(event.currentTarget.checked).catch(() => undefined)}
          />
        )}
      </Loaded>
      <Fault error={demand.error} />
    </Section>
  );
}
