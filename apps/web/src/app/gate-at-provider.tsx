import type { Person } from '@koersvast/contracts';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../data/session.ts';
import { client, queryClient } from '../data/trpc.ts';
import { at } from '../lib/base.ts';
import { Fault } from '../ui/fault.tsx';
import { Form } from '../ui/form.tsx';
import { UnlessRetired } from './unless-retired.tsx';

interface GateAtProviderProps {
  readonly person: Person;
  readonly label: string;
  readonly onBack: () => void;
  readonly onLeave: () => void;
}

/**
 * Whoever has no password signs in again at the provider, in a tab of its own, so that what is on this page stays. It
 * goes on by itself once they come back to it.
 */
export function GateAtProvider({ person, label, onBack, onLeave }: GateAtProviderProps) {
  const { t } = useTranslation(['provider', 'session']);
  const look = useMutation({
    mutationFn: async () => {
      const session = await client.session.current.query({});
      if (session.person?.id !== person.id) return false;
      queryClient.setQueryData(sessionQuery.queryKey, session);
      onBack();
      return true;
    },
  });
  const { mutate } = look;
  useEffect(() => {
    const back = () => mutate();
    window.addEventListener('focus', back);
    return () => window.removeEventListener('focus', back);
  }, [mutate]);
  return (
    <UnlessRetired person={person} onLeave={onLeave}>
      <Form onSubmit={() => look.mutateAsync()}>
        <p>{t('gate.away', { name: person.name, label })}</p>
        <Button
          component="a"
          href={at('/sign-in?next=%2Faccount')}
          target="_blank"
          rel="noopener"
          variant="default"
        >
          {t('signIn', { label })}
        </Button>
        {look.data === false && <p role="status">{t('gate.notYet')}</p>}
        <Fault error={look.error} />
        <Form.Actions>
          <Button type="submit" loading={look.isPending}>
            {t('session:gate.submit')}
          </Button>
          <Button variant="subtle" onClick={onLeave}>
            {t('session:gate.leave')}
          </Button>
        </Form.Actions>
      </Form>
    </UnlessRetired>
  );
}
