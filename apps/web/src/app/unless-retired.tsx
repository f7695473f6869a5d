import type { Person } from '@koersvast/contracts';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../data/trpc.ts';
import { Form } from '../ui/form.tsx';

interface UnlessRetiredProps {
  readonly person: Person;
  readonly onLeave: () => void;
  readonly children: ReactNode;
}

/** How long it is waited to be told why a session has ended, in milliseconds. */
const patience = 3_000;

/** A way back into a session that has ended; where the account was retired meanwhile there is none, and it says so. */
export function UnlessRetired({ person, onLeave, children }: UnlessRetiredProps) {
  const { t } = useTranslation(['entrance', 'session']);
  const asked = useQuery({
    queryKey: ['session.current', 'retired', person.id],
    queryFn: async () => {
      const session = await client.session.current.query({}, { signal: AbortSignal.timeout(patience) });
      return session.retired === true;
    },
    retry: false,
    gcTime: 0,
    networkMode: 'always',
  });
  if (asked.data !== true) return children;
  return (
    <Form
      onSubmit={async () => {
        await asked.refetch();
      }}
    >
      <p>
        <strong>{t('retired.title')}</strong>
      </p>
      <p>{t('retired.text', { email: person.email })}</p>
      <Form.Actions>
        <Button type="submit">{t('session:gate.submit')}</Button>
        <Button variant="subtle" onClick={onLeave}>
          {t('session:gate.leave')}
        </Button>
      </Form.Actions>
    </Form>
  );
}
